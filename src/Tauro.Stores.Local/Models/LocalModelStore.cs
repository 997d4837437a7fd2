using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Models;

namespace Tauro.Stores.Local.Models;

/// <summary>
/// Registered models in the service's own folder: writes are decided one after another, reads come from memory.
/// </summary>
internal sealed class LocalModelStore(LocalEngine<RegistryState> engine, Entropy entropy) : IModelStore
{
    public ValueTask<StoreOutcome<RegisteredModel>> CreateModel(NewModel model, CancellationToken cancel = default)
    {
        var id = entropy.NextId();
        return Commit((state, now) => ModelWrites.Create(state, model, id, now), cancel);
    }

    public ValueTask<StoreOutcome<RegisteredModel>> GetModel(string name, CancellationToken cancel = default) =>
        Read(state => state.Find(name).Select(entry => entry.Model));

    public ValueTask<StoreOutcome<RegisteredModel>> UpdateModel(
        string name, ModelChange change, CancellationToken cancel = default) =>
        Commit((state, now) => ModelWrites.Update(state, name, change, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> DeleteModel(string name, CancellationToken cancel = default) =>
        Commit((state, _) => ModelWrites.Delete(state, name), cancel);

    public ValueTask<StoreOutcome<Page<RegisteredModel>>> SearchModels(
        ModelQuery query, CancellationToken cancel = default) => Read(state => ModelSearch.Run(state, query));

    public ValueTask<StoreOutcome<ModelVersion>> RegisterVersion(
        string name, NewModelVersion version, bool mustExist = false, CancellationToken cancel = default)
    {
        var id = entropy.NextId();
        return Commit((state, now) => VersionWrites.Register(state, name, version, mustExist, id, now), cancel);
    }

    public ValueTask<StoreOutcome<ModelVersion>> GetVersion(
        string name, int version, CancellationToken cancel = default) =>
        Read(state => VersionWrites.Find(state, name, version)
            .Select(found => found.Entry.Complete(found.Document.Version)));

    public ValueTask<StoreOutcome<ModelVersion>> GetLatestVersion(
        string name, ModelStage? stage = null, CancellationToken cancel = default) =>
        Read<ModelVersion>(state =>
        {
            var found = state.Find(name);
            if (!found.IsOk) return found.Problem;
            return found.Value.Latest(stage) is { } latest
                ? found.Value.Complete(latest.Version)
                : StoreProblem.NotFound(
                    ProblemCodes.VersionNotFound,
                    stage is { } asked
                        ? $"The model '{name}' has no version of the stage {ApiName.Of(asked)}."
                        : $"The model '{name}' has no version.");
        });

    public ValueTask<StoreOutcome<IReadOnlyList<ModelVersion>>> GetLatestVersions(
        IReadOnlyCollection<string> names, CancellationToken cancel = default) =>
        Read(state => StoreOutcome<IReadOnlyList<ModelVersion>>.Ok(
        [
            .. names.Select(state.Models.FindByName).OfType<RegisteredModel>()
                .SelectMany(model => new ModelEntry(model, state).LatestOfStages()),
        ]));

    public ValueTask<StoreOutcome<ModelVersion>> GetVersionByAlias(
        string name, string alias, CancellationToken cancel = default) =>
        Read<ModelVersion>(state =>
        {
            var found = state.Find(name);
            if (!found.IsOk) return found.Problem;
            return found.Value.Model.Aliases.TryGetValue(alias, out var number)
                && found.Value.Find(number) is { } document
                ? found.Value.Complete(document.Version)
                : ModelWrites.NoAlias(name, alias);
        });

    public ValueTask<StoreOutcome<Page<ModelVersion>>> SearchVersions(
        ModelVersionQuery query, CancellationToken cancel = default) => Read(state => VersionSearch.Run(state, query));

    public ValueTask<StoreOutcome<ModelVersion>> UpdateVersion(
        string name, int version, ModelVersionChange change, CancellationToken cancel = default) =>
        Commit((state, now) => VersionWrites.Update(state, name, version, change, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> TransitionStage(
        string name, int version, ModelStage stage, bool archiveExisting, CancellationToken cancel = default) =>
        Commit((state, now) => StageWrites.Transition(state, name, version, stage, archiveExisting, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> MarkReady(
        string name, int version, string? modelId, IReadOnlyList<ModelFile> files,
        CancellationToken cancel = default) =>
        Commit((state, now) => VersionWrites.MarkReady(state, name, version, modelId, files, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> MarkFailed(
        string name, int version, string? modelId, string reason, CancellationToken cancel = default) =>
        Commit((state, now) => VersionWrites.MarkFailed(state, name, version, modelId, reason, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> DeleteVersion(
        string name, int version, CancellationToken cancel = default) =>
        Commit((state, now) => VersionWrites.Delete(state, name, version, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> SetAlias(
        string name, string alias, int version, CancellationToken cancel = default) =>
        Commit((state, now) => ModelWrites.SetAlias(state, name, alias, version, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> DeleteAlias(
        string name, string alias, CancellationToken cancel = default) =>
        Commit((state, now) => ModelWrites.DeleteAlias(state, name, alias, now), cancel);

    public ValueTask<StoreOutcome<int>> RecordSourceRun(
        string runId, string status, long sequence, CancellationToken cancel = default) =>
        Commit<int>((state, now) => SourceRunWrites.Record(state, runId, status, sequence, now), cancel);

    private ValueTask<StoreOutcome<T>> Commit<T>(
        Func<RegistryState, long, StoreOutcome<ModelStep<T>>> decide, CancellationToken cancel) =>
        engine.Commit<T>((state, change) =>
        {
            var step = decide(state, change.Now);
            if (!step.IsOk) return step.Problem;
            foreach (var fact in step.Value.Facts) Write(state, change, fact);
            foreach (var happened in step.Value.Events) change.Event(state, new PendingEvent(happened, null));
            return StoreOutcome<T>.Ok(step.Value.Value);
        }, cancel);

    private static void Write(RegistryState state, Change change, ModelFact fact)
    {
        switch (fact)
        {
            case ModelFact.PutModel put: change.Put(state.Models, put.Model); break;
            case ModelFact.RemoveModel remove: change.Remove(state.Models, remove.ModelId); break;
            case ModelFact.PutVersion put: change.Put(state.Versions, put.Document); break;
            case ModelFact.RemoveVersion remove: change.Remove(state.Versions, remove.Key); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    private async ValueTask<StoreOutcome<T>> Read<T>(Func<RegistryState, StoreOutcome<T>> read)
    {
        var state = engine.State;
        var outcome = read(state);
        // What was seen may not be durable yet, and then it is not told before it is.
        await engine.Barrier(state).ConfigureAwait(false);
        return outcome;
    }
}
