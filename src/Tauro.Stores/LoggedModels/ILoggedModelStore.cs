using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Stores.Runs;

namespace Tauro.Stores.LoggedModels;

/// <summary>
/// Logged models; their metrics are logged with the batches of <see cref="IRunStore.Log"/>. Any number of processes may
/// open one over a shared database. A task that completes with a value means the change is durable. Expected refusals
/// are in the outcome. Every member may throw <see cref="StorageFullException"/> or
/// <see cref="StorageUnavailableException"/>, and a write <see cref="StorageBusyException"/>; then nothing was
/// acknowledged. A read sees everything acknowledged before it began, and nothing that is not durable.
/// </summary>
public interface ILoggedModelStore
{
    ValueTask<StoreOutcome<LoggedModel>> CreateLoggedModel(NewLoggedModel model, CancellationToken cancel = default);

    /// <summary>Gets a model with its metrics; a deleted one only on request.</summary>
    ValueTask<StoreOutcome<LoggedModel>> GetLoggedModel(
        LoggedModelId modelId, bool includeDeleted = false, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<LoggedModel>>> SearchLoggedModels(
        LoggedModelQuery query, CancellationToken cancel = default);

    /// <summary>Sets the status; any may follow any other.</summary>
    ValueTask<StoreOutcome<LoggedModel>> FinalizeLoggedModel(
        LoggedModelId modelId, LoggedModelStatus status, CancellationToken cancel = default);

    /// <summary>Deletes a model, but not its files; repeating it changes nothing.</summary>
    ValueTask<StoreOutcome<Done>> DeleteLoggedModel(LoggedModelId modelId, CancellationToken cancel = default);

    /// <summary>Adds params. The same value again is accepted; a different value is a conflict.</summary>
    ValueTask<StoreOutcome<Done>> LogLoggedModelParams(
        LoggedModelId modelId, IReadOnlyDictionary<string, string> values, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Done>> SetLoggedModelTags(
        LoggedModelId modelId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default);

    /// <summary>
    /// Adds a version that was registered from the model to its tag <see cref="TagNames.ModelVersions"/>. Repeating it
    /// changes nothing.
    /// </summary>
    ValueTask<StoreOutcome<Done>> LinkModelVersion(
        LoggedModelId modelId, string name, int version, CancellationToken cancel = default);

    /// <summary>Removes a deleted version from the tag; repeating it changes nothing.</summary>
    ValueTask<StoreOutcome<Done>> UnlinkModelVersion(
        LoggedModelId modelId, string name, int version, CancellationToken cancel = default);

    /// <summary>
    /// Changes the name of a renamed model in the tags of all logged models, each in a commit; repeating it changes
    /// nothing.
    /// </summary>
    ValueTask<StoreOutcome<Done>> RenameModel(string from, string to, CancellationToken cancel = default);

    /// <summary>Deletes a tag; NotFound when there is none.</summary>
    ValueTask<StoreOutcome<Done>> DeleteLoggedModelTag(
        LoggedModelId modelId, string key, CancellationToken cancel = default);
}
