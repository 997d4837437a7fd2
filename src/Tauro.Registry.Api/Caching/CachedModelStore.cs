using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Events;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;
using ZiggyCreatures.Caching.Fusion;

namespace Tauro.Registry.Api.Caching;

/// <summary>
/// Caches reads of single models and versions in memory and Redis. Before a write returns, the cached entries of its
/// model are removed from this process and, by the backplane, from the other replicas.
/// </summary>
internal sealed class CachedModelStore(IModelStore inner, IFusionCache cache, TimeProvider time) : IModelStore
{
    private readonly WriteTimes writeTimes = new(time);

    public ValueTask<StoreOutcome<RegisteredModel>> GetModel(string name, CancellationToken cancel = default) =>
        Read(name, $"model:{name}", stop => inner.GetModel(name, stop), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> GetVersion(
        string name, int version, CancellationToken cancel = default) =>
        Read(name, $"version:{version}:{name}", stop => inner.GetVersion(name, version, stop), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> GetVersionById(
        ModelId modelId, int version, CancellationToken cancel = default) =>
        inner.GetVersionById(modelId, version, cancel);

    public ValueTask<StoreOutcome<ModelVersion>> GetLatestVersion(
        string name, ModelStage? stage = null, CancellationToken cancel = default) =>
        Read(name, $"latest:{stage}:{name}", stop => inner.GetLatestVersion(name, stage, stop), cancel);

    public ValueTask<StoreOutcome<IReadOnlyList<ModelVersion>>> GetLatestVersions(
        IReadOnlyCollection<string> names, CancellationToken cancel = default) =>
        inner.GetLatestVersions(names, cancel);

    public ValueTask<StoreOutcome<ModelVersion>> GetVersionByAlias(
        string name, string alias, CancellationToken cancel = default) =>
        Read(name, $"alias:{alias}:{name}", stop => inner.GetVersionByAlias(name, alias, stop), cancel);

    public ValueTask<StoreOutcome<Page<RegisteredModel>>> SearchModels(
        ModelQuery query, CancellationToken cancel = default) => inner.SearchModels(query, cancel);

    public ValueTask<StoreOutcome<Page<ModelVersion>>> SearchVersions(
        ModelVersionQuery query, CancellationToken cancel = default) => inner.SearchVersions(query, cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> CreateModel(NewModel model, CancellationToken cancel = default) =>
        Write(model.Name, inner.CreateModel(model, cancel));

    public async ValueTask<StoreOutcome<RegisteredModel>> UpdateModel(
        string name, ModelChange change, CancellationToken cancel = default)
    {
        try
        {
            return await Write(name, inner.UpdateModel(name, change, cancel));
        }
        finally
        {
            // A cached response may say that no model of the new name exists.
            if (change.Name is { } renamed && renamed != name) await Invalidate(renamed);
        }
    }

    public ValueTask<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel = default) =>
        inner.Measure(workspace, cancel);

    public async ValueTask<StoreOutcome<RegisteredModel>> MoveModel(
        string name, WorkspaceName from, WorkspaceName to, CancellationToken cancel = default)
    {
        try
        {
            return await inner.MoveModel(name, from, to, cancel);
        }
        finally
        {
            await Invalidate(from, name);
            await Invalidate(to, name);
        }
    }

    public ValueTask<StoreOutcome<RegisteredModel>> DeleteModel(
        string name, Func<Task>? onHidden = null, CancellationToken cancel = default)
    {
        return Write(name, inner.DeleteModel(name, Hidden, cancel));

        // The deletion of many versions goes on for a while, in which the model must not be read from the cache.
        async Task Hidden()
        {
            await Invalidate(name);
            if (onHidden is not null) await onHidden();
        }
    }

    public ValueTask<StoreOutcome<ModelVersion>> RegisterVersion(
        string name, NewModelVersion version, bool mustExist = false, IReadOnlyList<HookEvidence>? hooks = null,
        CancellationToken cancel = default) =>
        Write(name, inner.RegisterVersion(name, version, mustExist, hooks, cancel));

    public ValueTask<StoreOutcome<ModelVersion>> UpdateVersion(
        string name, int version, ModelVersionChange change, CancellationToken cancel = default) =>
        Write(name, inner.UpdateVersion(name, version, change, cancel));

    public ValueTask<StoreOutcome<ModelVersion>> TransitionStage(
        string name, int version, StageMove move, CancellationToken cancel = default) =>
        Write(name, inner.TransitionStage(name, version, move, cancel));

    public ValueTask<StoreOutcome<RollbackResult>> Rollback(
        string name, RollbackRequest request, CancellationToken cancel = default) =>
        Write(name, inner.Rollback(name, request, cancel));

    public ValueTask<StoreOutcome<ModelVersion>> MarkReady(
        string name, int version, ModelId? modelId, IReadOnlyList<ModelFile> files,
        CancellationToken cancel = default) =>
        Write(name, inner.MarkReady(name, version, modelId, files, cancel));

    public ValueTask<StoreOutcome<ModelVersion>> MarkFailed(
        string name, int version, ModelId? modelId, string reason, CancellationToken cancel = default) =>
        Write(name, inner.MarkFailed(name, version, modelId, reason, cancel));

    public ValueTask<StoreOutcome<ModelVersion>> DeleteVersion(
        string name, int version, CancellationToken cancel = default) =>
        Write(name, inner.DeleteVersion(name, version, cancel));

    public ValueTask<StoreOutcome<RegisteredModel>> SetAlias(
        string name, string alias, int version, CancellationToken cancel = default) =>
        Write(name, inner.SetAlias(name, alias, version, cancel));

    public ValueTask<StoreOutcome<RegisteredModel>> DeleteAlias(
        string name, string alias, CancellationToken cancel = default) =>
        Write(name, inner.DeleteAlias(name, alias, cancel));

    public async ValueTask<StoreOutcome<int>> RecordSourceRun(
        RunId runId, string status, EventCursor position, CancellationToken cancel = default)
    {
        var changed = true;
        try
        {
            var outcome = await inner.RecordSourceRun(runId, status, position, cancel);
            changed = !outcome.IsOk || outcome.Value > 0;
            return outcome;
        }
        finally
        {
            // The outcome does not say which models changed. Runs end far less often than models are read.
            if (changed)
            {
                writeTimes.MarkAllWritten();
                await cache.RemoveByTagAsync(AllTag, token: CancellationToken.None);
            }
        }
    }

    private const string AllTag = "models";

    private async ValueTask<StoreOutcome<T>> Read<T>(
        string name, string key, Func<CancellationToken, ValueTask<StoreOutcome<T>>> read, CancellationToken cancel)
        where T : class
    {
        var workspace = CurrentWorkspace.Value;
        var found = await cache.GetOrSetAsync<CachedRead<T>>(
            $"{workspace}:{key}",
            async (context, stop) =>
            {
                var readAt = writeTimes.Now;
                var outcome = await read(stop);
                // Errors are not cached: another replica may create what is missing at any moment.
                if (!outcome.IsOk) SkipWrites(context.Options);
                return new CachedRead<T>(readAt, outcome.IsOk ? outcome.Value : null, outcome.Problem);
            },
            tags: [AllTag, GetTag(workspace, name)],
            token: cancel);

        // A read that began before a write may have cached the old value after the write removed it.
        if (writeTimes.IsStale(GetTag(workspace, name), found.ReadAt)) return await read(cancel);
        return found.Problem is { } problem ? problem : found.Value!;
    }

    private async ValueTask<StoreOutcome<T>> Write<T>(string name, ValueTask<StoreOutcome<T>> write)
    {
        try
        {
            return await write;
        }
        finally
        {
            // After a failure too: whether the write took effect may be unknown.
            await Invalidate(name);
        }
    }

    private ValueTask Invalidate(string name) => Invalidate(CurrentWorkspace.Value, name);

    private async ValueTask Invalidate(WorkspaceName workspace, string name)
    {
        var tag = GetTag(workspace, name);
        writeTimes.MarkWritten(tag);
        await cache.RemoveByTagAsync(tag, token: CancellationToken.None);
    }

    private static string GetTag(WorkspaceName workspace, string name) => $"model:{workspace}:{name}";

    private static void SkipWrites(FusionCacheEntryOptions options) =>
        options.SetSkipMemoryCacheWrite().SetSkipDistributedCacheWrite(true, true);
}
