using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.LoggedModels;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation of a store of logged models whether the principal of the request may do it with their
/// experiment. What it may not see is reported as missing; what it may see but not do throws
/// <see cref="AccessDeniedException"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedLoggedModelStore(ILoggedModelStore store, ExperimentAccess access) : ILoggedModelStore
{
    public async ValueTask<StoreOutcome<LoggedModel>> CreateLoggedModel(
        NewLoggedModel model, CancellationToken cancel = default)
    {
        if (await access.Hides(model.ExperimentId, AccessAction.Update, ResourceType.LoggedModel, cancel)
            .ConfigureAwait(false))
            return ExperimentWrites.NotFound(model.ExperimentId);
        return model.SourceRunId is { } run
            && await access.HidesOther(run, cancel).ConfigureAwait(false)
                ? RunWrites.NotFound(run)
                : await store.CreateLoggedModel(model, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<LoggedModel>> GetLoggedModel(
        LoggedModelId modelId, bool includeDeleted = false, CancellationToken cancel = default) =>
        await access.Hides(modelId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new LoggedModelMissing(modelId)
            : await store.GetLoggedModel(modelId, includeDeleted, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<LoggedModel>>> SearchLoggedModels(
        LoggedModelQuery query, CancellationToken cancel = default) =>
        await store.SearchLoggedModels(
            query with { VisibleIn = await access.FindVisible(ResourceType.LoggedModel, cancel).ConfigureAwait(false) },
            cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<LoggedModel>> FinalizeLoggedModel(
        LoggedModelId modelId, LoggedModelStatus status, CancellationToken cancel = default) =>
        await access.Hides(modelId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new LoggedModelMissing(modelId)
            : await store.FinalizeLoggedModel(modelId, status, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> DeleteLoggedModel(
        LoggedModelId modelId, CancellationToken cancel = default) =>
        await access.Hides(modelId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? new LoggedModelMissing(modelId)
            : await store.DeleteLoggedModel(modelId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> LogLoggedModelParams(
        LoggedModelId modelId, IReadOnlyDictionary<string, string> values, CancellationToken cancel = default) =>
        await access.Hides(modelId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new LoggedModelMissing(modelId)
            : await store.LogLoggedModelParams(modelId, values, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> SetLoggedModelTags(
        LoggedModelId modelId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default) =>
        await access.Hides(modelId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new LoggedModelMissing(modelId)
            : await store.SetLoggedModelTags(modelId, tags, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> DeleteLoggedModelTag(
        LoggedModelId modelId, string key, CancellationToken cancel = default) =>
        await access.Hides(modelId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new LoggedModelMissing(modelId)
            : await store.DeleteLoggedModelTag(modelId, key, cancel).ConfigureAwait(false);

    public ValueTask<StoreOutcome<Done>> LinkModelVersion(
        LoggedModelId modelId, string name, int version, CancellationToken cancel = default) =>
        store.LinkModelVersion(modelId, name, version, cancel);

    public ValueTask<StoreOutcome<Done>> UnlinkModelVersion(
        LoggedModelId modelId, string name, int version, CancellationToken cancel = default) =>
        store.UnlinkModelVersion(modelId, name, version, cancel);

    public ValueTask<StoreOutcome<Done>> RenameModel(string from, string to, CancellationToken cancel = default) =>
        store.RenameModel(from, to, cancel);
}
