using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Decisions;

/// <summary>A registered model and its versions, loaded as far as a decision needs them.</summary>
/// <param name="Model">The model.</param>
/// <param name="Versions">Its versions by number, in ascending order.</param>
public sealed record ModelAggregate(RegisteredModel Model, IReadOnlyDictionary<int, VersionDocument> Versions)
{
    /// <summary>Fills in what a version takes from its model: the name, the workspace and the aliases.</summary>
    public ModelVersion Complete(ModelVersion version) => Complete(Model, version);

    /// <inheritdoc cref="Complete(ModelVersion)"/>
    public static ModelVersion Complete(RegisteredModel model, ModelVersion version) => version with
    {
        Name = model.Name,
        Workspace = model.Workspace,
        Aliases =
        [
            .. model.Aliases.Where(alias => alias.Value == version.Version).Select(alias => alias.Key)
                .Order(StringComparer.Ordinal),
        ],
    };

    /// <summary>Returns the aliases of each version of a model, in ordinal order.</summary>
    public static ILookup<int, string> AliasesByVersion(RegisteredModel model) =>
        model.Aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal)
            .ToLookup(alias => alias.Value, alias => alias.Key);

    /// <summary>No model has the name.</summary>
    public static StoreProblem NotFound(string name) => StoreProblem.NotFound(
        ProblemCodes.ModelNotFound, $"There is no registered model '{name}'.");

    /// <summary>No model had the name at a time, in Unix milliseconds.</summary>
    public static StoreProblem NotFoundAt(string name, long time) => StoreProblem.NotFound(
        ProblemCodes.ModelNotFound, $"There was no registered model '{name}' at {PastTime.Format(time)}.");
}
