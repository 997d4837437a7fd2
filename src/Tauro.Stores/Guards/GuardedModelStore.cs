using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation of a model store whether the principal of the request may do it. What it may
/// not see is reported as missing; what it may see but not do throws <see cref="AccessDeniedException"/>. Operations of
/// the service itself are not checked.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedModelStore(IModelStore store, ModelAccess access) : IModelStore
{
    public ValueTask<StoreOutcome<RegisteredModel>> CreateModel(NewModel model, CancellationToken cancel = default) =>
        store.CreateModel(model, cancel);

    public ValueTask<StoreOutcome<Page<RegisteredModel>>> SearchModels(
        ModelQuery query, CancellationToken cancel = default) =>
        store.SearchModels(query with { IsVisible = ModelAccess.Filter(ResourceType.RegisteredModel) }, cancel);

    public ValueTask<StoreOutcome<Page<ModelVersion>>> SearchVersions(
        ModelVersionQuery query, CancellationToken cancel = default) =>
        store.SearchVersions(
            query with { IsVisible = ModelAccess.Filter(ResourceType.RegisteredModelVersion) }, cancel);

    public async ValueTask<StoreOutcome<IReadOnlyList<ModelVersion>>> GetLatestVersions(
        IReadOnlyCollection<string> names, CancellationToken cancel = default)
    {
        List<string> visible = [];
        foreach (var name in names)
            if (!await HidesVersions(name, AccessAction.Read, cancel).ConfigureAwait(false)) visible.Add(name);
        return await store.GetLatestVersions(visible, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<ModelVersion>> GetVersionById(
        ModelId modelId, int version, CancellationToken cancel = default)
    {
        var found = await store.GetVersionById(modelId, version, cancel).ConfigureAwait(false);
        return found.IsOk && await access.Hides(modelId, version, AccessAction.Read, cancel).ConfigureAwait(false)
            ? VersionWrites.NotFound(modelId, version)
            : found;
    }

    public async ValueTask<StoreOutcome<RegisteredModel>> GetModel(
        string name, CancellationToken cancel = default) =>
        await HidesModel(name, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.GetModel(name, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<RegisteredModel>> UpdateModel(
        string name, ModelChange change, CancellationToken cancel = default) =>
        await HidesModel(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.UpdateModel(name, change, cancel).ConfigureAwait(false);

    public ValueTask<StoreOutcome<RegisteredModel>> MoveModel(
        string name, WorkspaceName from, WorkspaceName to, CancellationToken cancel = default)
    {
        Guard.RequireAdmin();
        return store.MoveModel(name, from, to, cancel);
    }

    public ValueTask<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel = default)
    {
        Guard.RequireAdmin();
        return store.Measure(workspace, cancel);
    }

    public async ValueTask<StoreOutcome<RegisteredModel>> DeleteModel(
        string name, Func<Task>? onHidden = null, CancellationToken cancel = default) =>
        await HidesModel(name, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.DeleteModel(name, onHidden, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> RegisterVersion(
        string name, NewModelVersion version, bool mustExist = false, IReadOnlyList<HookEvidence>? hooks = null,
        CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.RegisterVersion(name, version, mustExist, hooks, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> GetVersion(
        string name, int version, CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.GetVersion(name, version, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> GetLatestVersion(
        string name, ModelStage? stage = null, CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.GetLatestVersion(name, stage, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> GetVersionByAlias(
        string name, string alias, CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.GetVersionByAlias(name, alias, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> UpdateVersion(
        string name, int version, ModelVersionChange change, CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.UpdateVersion(name, version, change, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> TransitionStage(
        string name, int version, StageMove move, CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.TransitionStage(name, version, move, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<RollbackResult>> Rollback(
        string name, RollbackRequest request, CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.Rollback(name, request, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> MarkReady(
        string name, int version, ModelId? modelId, IReadOnlyList<ModelFile> files,
        CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.MarkReady(name, version, modelId, files, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> DeleteVersion(
        string name, int version, CancellationToken cancel = default) =>
        await HidesVersions(name, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.DeleteVersion(name, version, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<RegisteredModel>> SetAlias(
        string name, string alias, int version, CancellationToken cancel = default) =>
        await HidesModel(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.SetAlias(name, alias, version, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<RegisteredModel>> DeleteAlias(
        string name, string alias, CancellationToken cancel = default) =>
        await HidesModel(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.DeleteAlias(name, alias, cancel).ConfigureAwait(false);

    public ValueTask<StoreOutcome<ModelVersion>> MarkFailed(
        string name, int version, ModelId? modelId, string reason, CancellationToken cancel = default) =>
        store.MarkFailed(name, version, modelId, reason, cancel);

    public ValueTask<StoreOutcome<int>> RecordSourceRun(
        RunId runId, string status, EventCursor position, CancellationToken cancel = default) =>
        store.RecordSourceRun(runId, status, position, cancel);

    private ValueTask<bool> HidesModel(string name, AccessAction action, CancellationToken cancel) =>
        access.Hides(name, action, ResourceType.RegisteredModel, cancel);

    private ValueTask<bool> HidesVersions(string name, AccessAction action, CancellationToken cancel) =>
        access.Hides(name, action, ResourceType.RegisteredModelVersion, cancel);
}
