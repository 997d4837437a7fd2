using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>Scorers of a local store: writes are decided one after another, reads come from memory.</summary>
internal sealed class LocalScorerStore(LocalEngine<TrackingState> engine, Entropy entropy) : IScorerStore
{
    private readonly FactCommits<TrackingState, ScorerFact> facts = new(engine, Write);

    public ValueTask<StoreOutcome<ScorerVersion>> Register(
        ExperimentId experimentId, string name, string serializedScorer, CancellationToken cancel = default)
    {
        var newId = new ScorerId(entropy.NextUuid());
        return facts.Commit((state, now) => ScorerWrites.Register(
            Load(state, experimentId, name), serializedScorer, newId, now), cancel);
    }

    public ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> List(
        IReadOnlyList<ExperimentId>? experimentIds, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<IReadOnlyList<ScorerVersion>>>(state =>
        {
            foreach (var id in experimentIds ?? [])
            {
                if (ExperimentWrites.RequireActive(state.Experiments.Find(id), id) is { } refused) return refused;
            }

            var ids = experimentIds ?? [.. state.Experiments.All
                .Where(experiment => experiment.LifecycleStage == LifecycleStage.Active)
                .Select(experiment => experiment.ExperimentId)];
            return ids.Distinct().OrderBy(id => id.Value.Length).ThenBy(id => id.Value, StringComparer.Ordinal)
                .SelectMany(id => state.Scorers.In(id).GroupBy(version => version.Name)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => group.MaxBy(version => version.Version)!))
                .ToArray();
        });

    public ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> Versions(
        ExperimentId experimentId, string name, CancellationToken cancel = default) =>
        engine.Read(state => Load(state, experimentId, name).FindAll());

    public ValueTask<StoreOutcome<ScorerVersion>> Get(
        ExperimentId experimentId, string name, int? version = null, CancellationToken cancel = default) =>
        engine.Read(state => Load(state, experimentId, name).Find(version));

    public ValueTask<StoreOutcome<Done>> Delete(
        ExperimentId experimentId, string name, int? version = null, CancellationToken cancel = default) =>
        facts.Commit((state, _) => ScorerWrites.Delete(Load(state, experimentId, name), version), cancel);

    public ValueTask<StoreOutcome<OnlineScoring>> SetOnlineScoring(
        ExperimentId experimentId, string name, double sampleRate, string? filter, CancellationToken cancel = default)
    {
        var newId = new OnlineScoringId(entropy.NextUuid());
        return facts.Commit((state, _) => ScorerWrites.SetOnlineScoring(
            Load(state, experimentId, name), sampleRate, filter, newId), cancel);
    }

    public ValueTask<StoreOutcome<IReadOnlyList<OnlineScoring>>> OnlineScorings(
        IReadOnlyList<ScorerId> scorerIds, CancellationToken cancel = default) =>
        engine.Read(state => StoreOutcome<IReadOnlyList<OnlineScoring>>.Ok(
            [.. scorerIds.Distinct().Select(id => state.OnlineScorings.Find(id)).OfType<OnlineScoring>()]));

    private static ScorerAggregate Load(TrackingState state, ExperimentId experimentId, string name)
    {
        ScorerVersion[] versions =
            [.. state.Scorers.In(experimentId).Where(version => version.Name == name)
                .OrderBy(version => version.Version)];
        return new ScorerAggregate(
            state.Experiments.Find(experimentId), experimentId, name, versions, state.Scorers.CountIn(experimentId),
            versions.Length == 0 ? null : state.OnlineScorings.Find(versions[0].ScorerId));
    }

    private static void Write(TrackingState state, Change change, ScorerFact fact)
    {
        switch (fact)
        {
            case ScorerFact.PutVersion put: change.Put(state.Scorers, put.Version); break;
            case ScorerFact.RemoveVersion remove:
                change.Remove(state.Scorers, state.Scorers.KeyOf(remove.Version));
                break;
            case ScorerFact.PutOnlineScoring put: change.Put(state.OnlineScorings, put.Scoring); break;
            case ScorerFact.RemoveOnlineScoring remove: change.Remove(state.OnlineScorings, remove.ScorerId); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
