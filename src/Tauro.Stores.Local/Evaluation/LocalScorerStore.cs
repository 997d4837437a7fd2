using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>Scorers of a local store.</summary>
internal sealed class LocalScorerStore(LocalEngine<TrackingState> engine, Entropy entropy) : IScorerStore
{
    public ValueTask<StoreOutcome<ScorerVersion>> Register(
        string experimentId, string name, string serializedScorer, CancellationToken cancel = default)
    {
        if (TextRules.CheckName("scorer", name) is { } badName) return new(badName);
        if (serializedScorer.Length > Limits.ScorerLengthMax)
            return new(Over($"The scorer has {serializedScorer.Length} characters", Limits.ScorerLengthMax));
        var newId = NewId();
        return engine.Commit<ScorerVersion>((state, change) =>
        {
            if (Active(state, experimentId) is { } refused) return refused;
            if (state.Scorers.CountOf(experimentId) >= Limits.ScorerVersionsMax)
                return Over($"The experiment has {Limits.ScorerVersionsMax} scorer versions", Limits.ScorerVersionsMax);
            var latest = Latest(Of(state, experimentId, name));
            var created = new ScorerVersion(
                latest?.ScorerId ?? newId, experimentId, name, (latest?.Version ?? 0) + 1, serializedScorer,
                change.Now);
            change.Put(state.Scorers, created);
            return created;
        }, cancel);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> List(
        IReadOnlyList<string>? experimentIds, CancellationToken cancel = default)
    {
        var state = engine.State;
        var refused = experimentIds?.Select(id => Active(state, id)).FirstOrDefault(problem => problem is not null);
        var ids = experimentIds ?? [.. state.Experiments.All
            .Where(one => one.LifecycleStage == LifecycleStage.Active).Select(one => one.ExperimentId)];
        var latest = ids.Distinct().OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal)
            .SelectMany(id => state.Scorers.Of(id).GroupBy(one => one.Name)
                .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Latest(group)!))
            .ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        return refused is null ? StoreOutcome<IReadOnlyList<ScorerVersion>>.Ok(latest) : refused;
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> Versions(
        string experimentId, string name, CancellationToken cancel = default)
    {
        var state = engine.State;
        var refused = Active(state, experimentId);
        var versions = Of(state, experimentId, name).OrderBy(one => one.Version).ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        if (refused is not null) return refused;
        return versions.Length == 0
            ? NoScorer(experimentId, name)
            : StoreOutcome<IReadOnlyList<ScorerVersion>>.Ok(versions);
    }

    public async ValueTask<StoreOutcome<ScorerVersion>> Get(
        string experimentId, string name, int? version = null, CancellationToken cancel = default)
    {
        var state = engine.State;
        var refused = Active(state, experimentId);
        var all = Of(state, experimentId, name);
        var found = version is null ? Latest(all) : all.FirstOrDefault(one => one.Version == version);
        await engine.Barrier(state).ConfigureAwait(false);
        if (refused is not null) return refused;
        return found is null ? NoScorer(experimentId, name, version) : found;
    }

    public ValueTask<StoreOutcome<Done>> Delete(
        string experimentId, string name, int? version = null, CancellationToken cancel = default) =>
        engine.Commit<Done>((state, change) =>
        {
            if (Active(state, experimentId) is { } refused) return refused;
            var all = Of(state, experimentId, name).ToList();
            var gone = all.Where(one => version is null || one.Version == version).ToList();
            if (gone.Count == 0) return NoScorer(experimentId, name, version);
            foreach (var one in gone) change.Remove(state.Scorers, state.Scorers.KeyOf(one));
            if (gone.Count == all.Count && state.OnlineScorings.Find(all[0].ScorerId) is { } scoring)
                change.Remove(state.OnlineScorings, scoring.ScorerId);
            return default(Done);
        }, cancel);

    public ValueTask<StoreOutcome<OnlineScoring>> SetOnlineScoring(
        string experimentId, string name, double sampleRate, string? filter, CancellationToken cancel = default)
    {
        if (filter?.Length > Limits.FilterLengthMax)
            return new(Over($"The filter has {filter.Length} characters", Limits.FilterLengthMax));
        var newId = NewId();
        return engine.Commit<OnlineScoring>((state, change) =>
        {
            if (Active(state, experimentId) is { } refused) return refused;
            if (Latest(Of(state, experimentId, name)) is not { } scorer) return NoScorer(experimentId, name);
            var after = new OnlineScoring(
                state.OnlineScorings.Find(scorer.ScorerId)?.ConfigId ?? newId, scorer.ScorerId, experimentId,
                sampleRate, filter);
            change.Put(state.OnlineScorings, after);
            return after;
        }, cancel);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<OnlineScoring>>> OnlineScorings(
        IReadOnlyList<string> scorerIds, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = scorerIds.Distinct().Select(state.OnlineScorings.Find).OfType<OnlineScoring>().ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        return StoreOutcome<IReadOnlyList<OnlineScoring>>.Ok(found);
    }

    private static IEnumerable<ScorerVersion> Of(TrackingState state, string experimentId, string name) =>
        state.Scorers.Of(experimentId).Where(one => one.Name == name);

    private static ScorerVersion? Latest(IEnumerable<ScorerVersion> versions) => versions.MaxBy(one => one.Version);

    private static StoreProblem? Active(TrackingState state, string experimentId) =>
        state.Experiments.Find(experimentId) switch
        {
            null => StoreProblem.NotFound(
                ProblemCodes.ExperimentNotFound, $"No Experiment with id={TextRules.Shown(experimentId)} exists"),
            { LifecycleStage: LifecycleStage.Active } => null,
            _ => StoreProblem.Conflict(
                ProblemCodes.ExperimentDeleted,
                $"The experiment {experimentId} must be in the 'active' state. Current state is deleted."),
        };

    private static StoreProblem NoScorer(string experimentId, string name, int? version = null) =>
        StoreProblem.NotFound(
            ProblemCodes.ScorerNotFound,
            $"Scorer with name '{TextRules.Shown(name)}'{(version is null ? "" : $" and version {version}")} not found "
            + $"for experiment {experimentId}.");

    private static StoreProblem Over(string what, int limit) =>
        StoreProblem.Invalid(ProblemCodes.LimitExceeded, $"{what}; the limit is {limit}.");

    private string NewId() => Guid.ParseExact(entropy.NextId(), "N").ToString();
}
