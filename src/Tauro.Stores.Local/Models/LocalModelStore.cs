using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Models;
using Tauro.Stores.Paging;
using Tauro.Stores.Policies;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Models;

/// <summary>
/// Registered models in the service's own folder: writes are decided one after another, reads come from memory.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="entropy">Where ids come from.</param>
/// <param name="limits">The limits; null for none.</param>
internal sealed class LocalModelStore(
    LocalEngine<RegistryState> engine, Entropy entropy, LimitOptions? limits = null) : IModelStore
{
    private readonly CountLimit? versions = limits?.VersionsPerModel;
    private readonly FactCommits<RegistryState, ModelFact> facts = new(engine, ModelFactWriter.Write);
    private readonly ModelDeletions deletions = new(engine);

    public ValueTask<StoreOutcome<RegisteredModel>> CreateModel(NewModel model, CancellationToken cancel = default)
    {
        var (id, owner, workspace) = (new ModelId(entropy.NextId()), CurrentActor.Owner, CurrentWorkspace.Value);
        var quota = StorageQuota.ForModels(CurrentPrincipal.Value?.Quotas);
        return facts.Commit((state, now) => ModelWrites.Create(
            state.Models.FindByName(model.Name), state.IsReserved(model.Name), model, id, now, owner, workspace,
            quota?.Check(state.Models.Counts.In(workspace))), cancel);
    }

    public ValueTask<StoreOutcome<RegisteredModel>> GetModel(string name, CancellationToken cancel = default) =>
        Read<RegisteredModel>(state =>
            state.Models.FindByName(name) is { } model ? model : ModelAggregate.NotFound(name));

    public ValueTask<StoreOutcome<RegisteredModel>> UpdateModel(
        string name, ModelChange change, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ModelWrites.Update(
            state.Models.FindByName(name),
            change.Name is { } wanted ? state.Models.FindByName(wanted) : null,
            change.Name is { } requested && state.IsReserved(requested),
            name, change, now,
            state.Models.FindByName(name) is { } model ? state.MadeByName(model) : []), cancel);

    public ValueTask<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel = default) =>
        engine.Read(state => new WorkspaceUse(
            Models: state.Models.Counts.In(workspace), ModelBytes: state.ArtifactBytes.In(workspace),
            Webhooks: state.Webhooks.All.Count(webhook => webhook.Workspace == workspace)));

    public ValueTask<StoreOutcome<RegisteredModel>> MoveModel(
        string name, WorkspaceName from, WorkspaceName to, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ModelWrites.MoveTo(
            state.Models.FindByName(from, name), state.Models.FindByName(to, name), state.IsReserved(to, name), name,
            to, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> DeleteModel(
        string name, Func<Task>? onHidden = null, CancellationToken cancel = default) =>
        deletions.Delete(name, onHidden, cancel);

    public ValueTask<StoreOutcome<Page<RegisteredModel>>> SearchModels(
        ModelQuery query, CancellationToken cancel = default) => Read(state => ModelSearch.Run(state, query));

    public ValueTask<StoreOutcome<ModelVersion>> RegisterVersion(
        string name, NewModelVersion version, bool mustExist = false, IReadOnlyList<HookEvidence>? hooks = null,
        CancellationToken cancel = default)
    {
        var (id, owner, workspace) = (new ModelId(entropy.NextId()), CurrentActor.Owner, CurrentWorkspace.Value);
        var quotas = CurrentPrincipal.Value?.Quotas;
        // The files of a copy are written later, so all that can be checked here is whether there is any room.
        var (models, bytes) = (
            StorageQuota.ForModels(quotas),
            version.ArtifactMode == ArtifactMode.Copy ? StorageQuota.ForModelBytes(quotas) : null);
        return facts.Commit((state, now) =>
        {
            var model = state.Models.FindByName(name);
            var overQuota = model is null ? models?.Check(state.Models.Counts.In(workspace)) : null;
            return VersionWrites.Register(
                model, state.IsReserved(name), name, version, mustExist, id, now,
                GateInputs.Load(state, PolicyGate.Registration, name, 0, evidence: null, hooks ?? []),
                versions, state.CountVersions(name), state.FindSourceModel(version.Source), owner, workspace,
                overQuota ?? bytes?.Check(state.ArtifactBytes.In(workspace)));
        }, cancel);
    }

    public ValueTask<StoreOutcome<ModelVersion>> GetVersion(
        string name, int version, CancellationToken cancel = default) =>
        Read(state => VersionWrites.Find(state.Load(name), name, version)
            .Select(found => found.Loaded.Complete(found.Document.Version)));

    public ValueTask<StoreOutcome<ModelVersion>> GetVersionById(
        ModelId modelId, int version, CancellationToken cancel = default) =>
        Read<ModelVersion>(state => state.Models.Find(modelId) is { } model
            && state.Versions.Find(VersionDocument.KeyOf(modelId, version)) is { } document
                ? ModelAggregate.Complete(model, document.Version)
                : VersionWrites.NotFound(modelId, version));

    public ValueTask<StoreOutcome<ModelVersion>> GetLatestVersion(
        string name, ModelStage? stage = null, CancellationToken cancel = default) =>
        Read<ModelVersion>(state =>
        {
            if (state.Models.FindByName(name) is not { } model) return ModelAggregate.NotFound(name);
            return state.VersionsOf(model).Latest(stage) is { } latest
                ? ModelAggregate.Complete(model, latest.Version)
                : StoreProblem.NotFound(
                    ProblemCodes.VersionNotFound,
                    stage is { } requested
                        ? $"The model '{name}' has no version in the stage {requested}."
                        : $"The model '{name}' has no version.");
        });

    public ValueTask<StoreOutcome<IReadOnlyList<ModelVersion>>> GetLatestVersions(
        IReadOnlyCollection<string> names, CancellationToken cancel = default) =>
        Read(state => StoreOutcome<IReadOnlyList<ModelVersion>>.Ok(
        [
            .. names.Select(state.Models.FindByName).OfType<RegisteredModel>()
                .SelectMany(model => state.VersionsOf(model).LatestOfStages()
                    .Select(document => ModelAggregate.Complete(model, document.Version))),
        ]));

    public ValueTask<StoreOutcome<ModelVersion>> GetVersionByAlias(
        string name, string alias, CancellationToken cancel = default) =>
        Read<ModelVersion>(state =>
        {
            if (state.Load(name) is not { } loaded) return ModelAggregate.NotFound(name);
            return loaded.Model.Aliases.TryGetValue(alias, out var number)
                && loaded.Versions.TryGetValue(number, out var document)
                ? loaded.Complete(document.Version)
                : ModelWrites.NoAlias(name, alias);
        });

    public ValueTask<StoreOutcome<Page<ModelVersion>>> SearchVersions(
        ModelVersionQuery query, CancellationToken cancel = default) => Read(state => VersionSearch.Run(state, query));

    public ValueTask<StoreOutcome<ModelVersion>> UpdateVersion(
        string name, int version, ModelVersionChange change, CancellationToken cancel = default) =>
        facts.Commit((state, now) => VersionWrites.Update(state.Load(name), name, version, change, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> TransitionStage(
        string name, int version, StageMove move, CancellationToken cancel = default) =>
        facts.Commit((state, now) => StageWrites.Transition(
            state.Load(name), state.VersionsIn(name, move.Stage), name, version, move,
            GateInputs.Load(state, name, version, move), now, state.Stages), cancel);

    public ValueTask<StoreOutcome<RollbackResult>> Rollback(
        string name, RollbackRequest request, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RollbackWrites.Decide(
            state.Load(name), state.VersionsIn(name, ModelStage.Production), name, request, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> MarkReady(
        string name, int version, ModelId? modelId, IReadOnlyList<ModelFile> files,
        CancellationToken cancel = default) =>
        facts.Commit((state, now) => VersionWrites.MarkReady(
            state.Load(name), name, version, modelId, files, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> MarkFailed(
        string name, int version, ModelId? modelId, string reason, CancellationToken cancel = default) =>
        facts.Commit((state, now) => VersionWrites.MarkFailed(
            state.Load(name), name, version, modelId, reason, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> DeleteVersion(
        string name, int version, CancellationToken cancel = default) =>
        facts.Commit((state, now) => VersionWrites.Delete(
            state.Load(name), name, version,
            state.Models.FindByName(name) is { } model ? state.HoldOn(model.ModelId, version) : null, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> SetAlias(
        string name, string alias, int version, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ModelWrites.SetAlias(state.Load(name), name, alias, version, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> DeleteAlias(
        string name, string alias, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ModelWrites.DeleteAlias(state.Models.FindByName(name), name, alias, now), cancel);

    public async ValueTask<StoreOutcome<int>> RecordSourceRun(
        RunId runId, string status, EventCursor position, CancellationToken cancel = default)
    {
        var changed = 0;
        var countMax = engine.Options.VersionsPerCommit;
        string? last = null;
        for (var more = true; more;)
        {
            var outcome = await facts.Commit<int>((state, now) =>
            {
                var keys = state.Versions.KeysOfRun(runId, after: last, countMax);
                var count = CommitBytes.CountFitting(
                    keys, key => PageBytes.Estimate(state.Versions.Find(key)!.Version));
                more = count < keys.Count || count == countMax;
                if (count > 0) last = keys[count - 1];
                return SourceRunWrites.Record(state.WithModels(keys.Take(count)), status, position, now);
            }, cancel).ConfigureAwait(false);
            if (!outcome.IsOk) return outcome;
            changed += outcome.Value;
        }

        return changed;
    }

    private ValueTask<StoreOutcome<T>> Read<T>(Func<RegistryState, StoreOutcome<T>> read) => engine.Read(read);
}
