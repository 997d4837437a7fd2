using Tauro.Contracts.Models;

namespace Tauro.Stores.Models;

/// <summary>
/// Registered models as they were, from the trail. A time, in Unix milliseconds, includes all changes of its
/// millisecond; one in the future is the present.
/// </summary>
public interface IModelHistory
{
    /// <summary>Returns the model that had a name at a time.</summary>
    ValueTask<StoreOutcome<RegisteredModel>> GetModel(string name, long time, CancellationToken cancel = default);

    /// <summary>Returns a version as it was, of the model that had the name then.</summary>
    ValueTask<StoreOutcome<ModelVersion>> GetVersion(
        string name, int version, long time, CancellationToken cancel = default);

    /// <summary>Returns the version that an alias pointed to, as it was.</summary>
    ValueTask<StoreOutcome<ModelVersion>> GetVersionByAlias(
        string name, string alias, long time, CancellationToken cancel = default);

    /// <summary>
    /// Returns which versions were in which stages, of the model with a name, or the last one that had it.
    /// </summary>
    ValueTask<StoreOutcome<ModelTimeline>> GetTimeline(string name, CancellationToken cancel = default);
}
