using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Decisions;

namespace Tauro.Tracking.Api.Mlflow.Wire;

/// <summary>The experiments of a search.</summary>
internal static class ExperimentIds
{
    /// <summary>
    /// Reads a list of ids. One that does not exist finds nothing, but a name instead of an id is an error.
    /// </summary>
    public static IReadOnlyList<ExperimentId> Read(MlflowMessage request, string name)
    {
        var ids = request.Ids<ExperimentId>(name);
        foreach (var id in ids)
            if (!MlflowErrors.IsInteger(id)) throw MlflowException.From(new ExperimentMissing(id));
        return ids;
    }
}
