using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.LoggedModels;

internal sealed partial class LocalLoggedModelStore
{
    public ValueTask<StoreOutcome<LoggedModel>> CreateLoggedModel(
        NewLoggedModel model, CancellationToken cancel = default)
    {
        var id = new LoggedModelId($"m-{entropy.NextId()}");
        var name = RunNames.For(model, entropy);
        return facts.Commit(
            (state, now) => LoggedModelWrites.Create(state.Experiments.Find(model.ExperimentId), model, id, name, now),
            cancel);
    }

    public ValueTask<StoreOutcome<LoggedModel>> FinalizeLoggedModel(
        LoggedModelId modelId, LoggedModelStatus status, CancellationToken cancel = default) =>
        Change(modelId, (model, now) => LoggedModelWrites.Complete(model, modelId, status, now), WithMetrics, cancel);

    public ValueTask<StoreOutcome<Done>> DeleteLoggedModel(LoggedModelId modelId, CancellationToken cancel = default) =>
        facts.Commit<Done>(
            (state, now) =>
            {
                var model = state.LoggedModels.Find(modelId);
                var hold = model is null ? null : state.HoldOn(model);
                return LoggedModelWrites.Delete(model, modelId, hold, now).Select(decided =>
                    new Decision<TrackingFact, Done>(decided.Facts, decided.Events, default));
            }, cancel);

    public ValueTask<StoreOutcome<Done>> LogLoggedModelParams(
        LoggedModelId modelId, IReadOnlyDictionary<string, string> values, CancellationToken cancel = default) =>
        Change(modelId, (model, _) => LoggedModelWrites.LogParams(model, modelId, values), cancel);

    public ValueTask<StoreOutcome<Done>> SetLoggedModelTags(
        LoggedModelId modelId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default) =>
        Change(modelId, (model, _) => LoggedModelWrites.SetTags(model, modelId, tags), cancel);

    public ValueTask<StoreOutcome<Done>> LinkModelVersion(
        LoggedModelId modelId, string name, int version, CancellationToken cancel = default) =>
        Change(modelId, (model, _) => LoggedModelWrites.LinkVersion(model, modelId, name, version), cancel);

    public ValueTask<StoreOutcome<Done>> UnlinkModelVersion(
        LoggedModelId modelId, string name, int version, CancellationToken cancel = default) =>
        Change(modelId, (model, _) => LoggedModelWrites.UnlinkVersion(model, modelId, name, version), cancel);

    public async ValueTask<StoreOutcome<Done>> RenameModel(string from, string to, CancellationToken cancel = default)
    {
        var state = engine.State;
        foreach (var model in state.LoggedModels.All)
        {
            // A model of the same name in another workspace is another one.
            if (!model.Tags.ContainsKey(TagNames.ModelVersions)
                || state.Experiments.Find(model.ExperimentId)?.Workspace != CurrentWorkspace.Value) continue;
            var renamed = await Change(
                model.ModelId, (current, _) => LoggedModelWrites.RenameModel(current, model.ModelId, from, to), cancel)
                .ConfigureAwait(false);
            if (renamed.Problem is { Kind: not ProblemKind.NotFound } problem) return problem;
        }

        return default(Done);
    }

    public ValueTask<StoreOutcome<Done>> DeleteLoggedModelTag(
        LoggedModelId modelId, string key, CancellationToken cancel = default) =>
        Change(modelId, (model, _) => LoggedModelWrites.DeleteTag(model, modelId, key), cancel);

    private ValueTask<StoreOutcome<Done>> Change(
        LoggedModelId modelId, Func<LoggedModel?, long, StoreOutcome<Decision<TrackingFact, LoggedModel>>> decide,
        CancellationToken cancel) => Change(modelId, decide, static (_, _) => default(Done), cancel);

    private ValueTask<StoreOutcome<T>> Change<T>(
        LoggedModelId modelId, Func<LoggedModel?, long, StoreOutcome<Decision<TrackingFact, LoggedModel>>> decide,
        Func<TrackingState, LoggedModel, T> result, CancellationToken cancel) =>
        facts.Commit(
            (state, now) => decide(state.LoggedModels.Find(modelId), now).Select(decided =>
                new Decision<TrackingFact, T>(decided.Facts, decided.Events, result(state, decided.Value))),
            cancel);
}
