using Tauro.Contracts;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>A param has a value already, and another was logged.</summary>
/// <param name="Owner"><c>run</c> or <c>model</c>.</param>
/// <param name="OwnerId">The id of the run or logged model.</param>
/// <param name="Key">The param.</param>
/// <param name="Value">What it has.</param>
/// <param name="Attempted">What it was to have.</param>
public sealed record ParamConflict(string Owner, string OwnerId, string Key, string Value, string Attempted) :
    StoreProblem(
        ProblemKind.Conflict, ProblemCodes.ParamImmutable,
        $"The param '{Key}' of the {Owner} '{OwnerId}' has the value '{TextRules.Shown(Value)}', and params cannot " +
        $"be changed; '{TextRules.Shown(Attempted)}' was given. Log a param of another name, or start a new {Owner}.");
