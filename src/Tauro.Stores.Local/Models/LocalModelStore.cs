using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Models;

namespace Tauro.Stores.Local.Models;

/// <summary>
/// Registered models in the service's own folder: writes are decided one after another, reads come from memory.
/// </summary>
internal sealed class LocalModelStore(LocalEngine<RegistryState> engine, Entropy entropy) : IModelStore
{
    public ValueTask<StoreOutcome<RegisteredModel>> CreateModel(NewModel model, CancellationToken cancel = default)
    {
        var id = new ModelId(entropy.NextId());
        return Commit((state, now) => ModelWrites.Create(state.Models.FindByName(model.Name), model, id, now), cancel);
    }

    public ValueTask<StoreOutcome<RegisteredModel>> GetModel(string name, CancellationToken cancel = default) =>
        Read<RegisteredModel>(state =>
            state.Models.FindByName(name) is { } model ? model : ModelAggregate.NotFound(name));

    public ValueTask<StoreOutcome<RegisteredModel>> UpdateModel(
        string name, ModelChange change, CancellationToken cancel = default) =>
        Commit((state, now) => ModelWrites.Update(
            state.Models.FindByName(name),
            change.Name is { } wanted ? state.Models.FindByName(wanted) : null,
            name, change, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> DeleteModel(string name, CancellationToken cancel = default) =>
        Commit((state, _) => ModelWrites.Delete(state.Load(name), name), cancel);

    public ValueTask<StoreOutcome<Page<RegisteredModel>>> SearchModels(
        ModelQuery query, CancellationToken cancel = default) => Read(state => ModelSearch.Run(state, query));

    public ValueTask<StoreOutcome<ModelVersion>> RegisterVersion(
        string name, NewModelVersion version, bool mustExist = false, CancellationToken cancel = default)
    {
        var id = new ModelId(entropy.NextId());
        return Commit((state, now) => VersionWrites.Register(
            state.Models.FindByName(name), name, version, mustExist, id, now), cancel);
    }

    public ValueTask<StoreOutcome<ModelVersion>> GetVersion(
        string name, int version, CancellationToken cancel = default) =>
        Read(state => VersionWrites.Find(state.Load(name), name, version)
            .Select(found => found.Loaded.Complete(found.Document.Version)));

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
                        ? $"The model '{name}' has no version in the stage {ApiName.Get(requested)}."
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
        Commit((state, now) => VersionWrites.Update(state.Load(name), name, version, change, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> TransitionStage(
        string name, int version, ModelStage stage, bool archiveExisting, CancellationToken cancel = default) =>
        Commit((state, now) => StageWrites.Transition(
            state.Load(name), name, version, stage, archiveExisting, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> MarkReady(
        string name, int version, ModelId? modelId, IReadOnlyList<ModelFile> files,
        CancellationToken cancel = default) =>
        Commit((state, now) => VersionWrites.MarkReady(
            state.Load(name), name, version, modelId, files, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> MarkFailed(
        string name, int version, ModelId? modelId, string reason, CancellationToken cancel = default) =>
        Commit((state, now) => VersionWrites.MarkFailed(
            state.Load(name), name, version, modelId, reason, now), cancel);

    public ValueTask<StoreOutcome<ModelVersion>> DeleteVersion(
        string name, int version, CancellationToken cancel = default) =>
        Commit((state, now) => VersionWrites.Delete(state.Load(name), name, version, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> SetAlias(
        string name, string alias, int version, CancellationToken cancel = default) =>
        Commit((state, now) => ModelWrites.SetAlias(state.Load(name), name, alias, version, now), cancel);

    public ValueTask<StoreOutcome<RegisteredModel>> DeleteAlias(
        string name, string alias, CancellationToken cancel = default) =>
        Commit((state, now) => ModelWrites.DeleteAlias(state.Models.FindByName(name), name, alias, now), cancel);

    public ValueTask<StoreOutcome<int>> RecordSourceRun(
        RunId runId, string status, EventCursor position, CancellationToken cancel = default) =>
        Commit<int>((state, now) => SourceRunWrites.Record(
            state.Versions.KeysOfRun(runId).Select(state.Versions.Find).OfType<VersionDocument>()
                .Select(document => (state.Models.Find(document.Version.ModelId)!.Name, document)),
            status, position, now), cancel);

    private ValueTask<StoreOutcome<T>> Commit<T>(
        Func<RegistryState, long, StoreOutcome<Decision<ModelFact, T>>> decide, CancellationToken cancel) =>
        engine.Commit(decide, Write, cancel);

    private static void Write(RegistryState state, Change change, ModelFact fact)
    {
        switch (fact)
        {
            case ModelFact.PutModel put: change.Put(state.Models, Compact(put.Model)); break;
            case ModelFact.RemoveModel remove: change.Remove(state.Models, remove.ModelId); break;
            case ModelFact.PutVersion put: change.Put(state.Versions, Compact(put.Document)); break;
            case ModelFact.RemoveVersion remove: change.Remove(state.Versions, remove.Key); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    /// <summary>Converts a document to its compact form in memory.</summary>
    private static RegisteredModel Compact(RegisteredModel model) => model with { Tags = StringMap.From(model.Tags) };

    /// <inheritdoc cref="Compact(RegisteredModel)"/>
    private static VersionDocument Compact(VersionDocument document) => document with
    {
        Version = document.Version with { Tags = StringMap.From(document.Version.Tags) },
    };

    private ValueTask<StoreOutcome<T>> Read<T>(Func<RegistryState, StoreOutcome<T>> read) => engine.Read(read);
}
