using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.History;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Trails;
using Tauro.Stores.Models;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Models;

/// <summary>Registered models as they were, from the trail of the service.</summary>
internal sealed class LocalModelHistory(LocalEngine<RegistryState> engine) : IModelHistory
{
    private const string ModelKind = "model";
    private readonly TimeTravel<RegistryState> travel = new(engine);

    public async ValueTask<StoreOutcome<RegisteredModel>> GetModel(
        string name, long time, CancellationToken cancel = default)
    {
        if (await travel.RequireAfterBegin(time, cancel).ConfigureAwait(false) is { } problem) return problem;
        if (await FindId(name, time, cancel).ConfigureAwait(false) is { } modelId)
        {
            var ((present, state), trail) = await travel.Take(
                state => (state.Models.Find(modelId), state), cancel).ConfigureAwait(false);
            var resource = RegistryState.StableResource(modelId);
            if (travel.Restore(state.Models, resource, present, trail, time) is { } model) return model;
        }

        return ModelAggregate.NotFoundAt(name, time);
    }

    public async ValueTask<StoreOutcome<ModelVersion>> GetVersion(
        string name, int version, long time, CancellationToken cancel = default)
    {
        var model = await GetModel(name, time, cancel).ConfigureAwait(false);
        if (!model.IsOk) return model.Problem;
        var modelId = model.Value.ModelId;
        var key = VersionDocument.KeyOf(modelId, version);
        var ((present, state), trail) = await travel.Take(
            state => (state.Versions.Find(key), state), cancel).ConfigureAwait(false);
        var resource = RegistryState.StableResource(modelId, version);
        return travel.Restore(state.Versions, resource, present, trail, time) is { } document
            ? ModelAggregate.Complete(model.Value, document.Version)
            : StoreProblem.NotFound(
                ProblemCodes.VersionNotFound,
                $"The model '{name}' had no version {version} at {PastTime.Format(time)}.");
    }

    public async ValueTask<StoreOutcome<ModelVersion>> GetVersionByAlias(
        string name, string alias, long time, CancellationToken cancel = default)
    {
        var model = await GetModel(name, time, cancel).ConfigureAwait(false);
        if (!model.IsOk) return model.Problem;
        return model.Value.Aliases.TryGetValue(alias, out var version)
            ? await GetVersion(name, version, time, cancel).ConfigureAwait(false)
            : StoreProblem.NotFound(
                ProblemCodes.AliasNotFound,
                $"The model '{name}' had no alias '{alias}' at {PastTime.Format(time)}.");
    }

    public async ValueTask<StoreOutcome<ModelTimeline>> GetTimeline(string name, CancellationToken cancel = default)
    {
        var modelId = await FindId(name, long.MaxValue, cancel).ConfigureAwait(false)
            ?? await FindLastId(name, cancel).ConfigureAwait(false);
        if (modelId is not { } id) return ModelAggregate.NotFound(name);
        // It may have been moved to another workspace.
        if (engine.State.Models.Find(id) is { } moved && moved.Workspace != CurrentWorkspace.Value)
            return ModelAggregate.NotFound(name);
        var (present, trail) = await travel.Take(
            state => state.Models.Find(id) is { } model
                ? state.VersionsOf(model).ToDictionary(pair => pair.Key, pair => pair.Value.Version.Stage)
                : [],
            cancel).ConfigureAwait(false);
        var resource = $"{RegistryState.StableResource(id)}/*";
        var (periods, isComplete) = travel.Reader.Read(() =>
            StageTimeline.Read(travel.Reader.FindNewestFirst(resource, trail), present));
        var began = await travel.GetBegin(cancel).ConfigureAwait(false) ?? 0;
        return new ModelTimeline(name, id, began, StageTimeline.Sort(periods), isComplete);
    }

    /// <summary>Returns the id of the model that had a name at a time; null if none had it.</summary>
    private async ValueTask<ModelId?> FindId(string name, long time, CancellationToken cancel)
    {
        var (present, trail) = await travel.Take(
            state => state.Models.FindByName(name)?.ModelId, cancel).ConfigureAwait(false);
        var resource = $"models/{name}";
        return travel.Reader.Read(() =>
        {
            TrailLine? first = null;
            foreach (var line in Named(resource, trail))
            {
                if (line.Time <= time) return HasNameAfter(line, resource) ? IdOf(line) : null;
                first = line;
            }

            // Without an entry before, the oldest one after shows what was before it.
            return first is null ? present : HadNameBefore(first, resource) ? IdOf(first) : null;
        });
    }

    /// <summary>Returns the id of the last model that had a name.</summary>
    private async ValueTask<ModelId?> FindLastId(string name, CancellationToken cancel)
    {
        var (_, trail) = await travel.Take(static _ => true, cancel).ConfigureAwait(false);
        return travel.Reader.Read(() =>
            Named($"models/{name}", trail).Select(line => (ModelId?)IdOf(line)).FirstOrDefault());
    }

    private IEnumerable<TrailLine> Named(string resource, TrailSnapshot trail)
    {
        var workspace = CurrentWorkspace.Value;
        return travel.Reader.FindNewestFirst(resource, trail).Where(line => line.Kind == ModelKind
            && line.Workspace == workspace && (line.Resource == resource || line.RenamedFrom == resource));
    }

    private static bool HasNameAfter(TrailLine line, string resource) =>
        line.Resource == resource && line.Action != TrailLine.Deleted;

    private static bool HadNameBefore(TrailLine line, string resource) =>
        line.RenamedFrom is { } before ? before == resource : line.Action != TrailLine.Created;

    private static ModelId IdOf(TrailLine line) => new(line.Stable!["models/".Length..]);
}
