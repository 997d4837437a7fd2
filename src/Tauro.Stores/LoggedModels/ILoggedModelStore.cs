using Tauro.Contracts;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Stores.Runs;

namespace Tauro.Stores.LoggedModels;

/// <summary>
/// Logged models; what is measured on them comes with the batches of <see cref="IRunStore.Log"/>. Any number of
/// processes may hold one over a shared database. A task that completes with a value means the change is durable.
/// Expected refusals are in the outcome. Every member may throw <see cref="StorageFullException"/> or
/// <see cref="StorageUnavailableException"/>, or <see cref="StorageBusyException"/> where it writes; then nothing was
/// acknowledged. Reads see all that was acknowledged before they began, and nothing that is not durable.
/// </summary>
public interface ILoggedModelStore
{
    ValueTask<StoreOutcome<LoggedModel>> CreateLoggedModel(NewLoggedModel model, CancellationToken cancel = default);

    /// <summary>With its metrics. A deleted one only when it is asked for.</summary>
    ValueTask<StoreOutcome<LoggedModel>> GetLoggedModel(
        string modelId, bool orDeleted = false, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<LoggedModel>>> SearchLoggedModels(
        LoggedModelQuery query, CancellationToken cancel = default);

    /// <summary>From any status to any other.</summary>
    ValueTask<StoreOutcome<LoggedModel>> FinalizeLoggedModel(
        string modelId, LoggedModelStatus status, CancellationToken cancel = default);

    /// <summary>A second time changes nothing. Its files stay.</summary>
    ValueTask<StoreOutcome<Done>> DeleteLoggedModel(string modelId, CancellationToken cancel = default);

    /// <summary>The same value again is accepted, another one is a conflict.</summary>
    ValueTask<StoreOutcome<Done>> LogLoggedModelParams(
        string modelId, IReadOnlyDictionary<string, string> values, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Done>> SetLoggedModelTags(
        string modelId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default);

    /// <summary>
    /// Adds a version that was registered from it to its tag <see cref="TagNames.ModelVersions"/>. Once more changes
    /// nothing.
    /// </summary>
    ValueTask<StoreOutcome<Done>> LinkModelVersion(
        string modelId, string name, int version, CancellationToken cancel = default);

    /// <summary>NotFound where there is no such tag.</summary>
    ValueTask<StoreOutcome<Done>> DeleteLoggedModelTag(
        string modelId, string key, CancellationToken cancel = default);
}
