using Tauro.Contracts;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>A param already has a value, and a different one was logged.</summary>
/// <param name="Owner"><c>run</c> or <c>model</c>.</param>
/// <param name="OwnerId">The id of the run or logged model.</param>
/// <param name="Key">The param.</param>
/// <param name="Value">The stored value.</param>
/// <param name="Attempted">The refused value.</param>
public sealed record ParamConflict(string Owner, string OwnerId, string Key, string Value, string Attempted) :
    StoreProblem(
        ProblemKind.Conflict, ProblemCodes.ParamImmutable,
        $"The param '{Key}' of the {Owner} '{OwnerId}' has the value '{NameRules.Excerpt(Value)}', and params cannot " +
        $"be changed; '{NameRules.Excerpt(Attempted)}' was given. Use another param name, or a new {Owner}.");
