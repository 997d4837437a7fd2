using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to scorers and their online scoring.</summary>
public static class ScorerWrites
{
    /// <param name="loaded">The scorer.</param>
    /// <param name="serializedScorer">The version to register.</param>
    /// <param name="newId">The scorer's id when this is its first version.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ScorerFact, ScorerVersion>> Register(
        ScorerAggregate loaded, string serializedScorer, ScorerId newId, long now)
    {
        if (NameRules.CheckName("scorer", loaded.Name) is { } badName) return badName;
        if (serializedScorer.Length > Limits.ScorerLengthMax)
            return Over($"The scorer has {serializedScorer.Length} characters", Limits.ScorerLengthMax);
        if (loaded.RequireActive() is { } refused) return refused;
        if (loaded.ExperimentVersions >= Limits.ScorerVersionsMax)
            return Over($"The experiment has {Limits.ScorerVersionsMax} scorer versions", Limits.ScorerVersionsMax);
        var created = new ScorerVersion(
            loaded.Latest?.ScorerId ?? newId, loaded.ExperimentId, loaded.Name, (loaded.Latest?.Version ?? 0) + 1,
            serializedScorer, now);
        return Decision<ScorerFact, ScorerVersion>.From(new ScorerFact.PutVersion(created), created);
    }

    /// <summary>Deletes a version, or all when none is given; the online scoring goes with the last one.</summary>
    public static StoreOutcome<Decision<ScorerFact, Done>> Delete(ScorerAggregate loaded, int? version)
    {
        if (loaded.RequireActive() is { } refused) return refused;
        var deleted = loaded.Versions
            .Where(scorerVersion => version is null || scorerVersion.Version == version).ToList();
        if (deleted.Count == 0) return loaded.NotFound(version);
        List<ScorerFact> facts = [.. deleted.Select(scorerVersion => new ScorerFact.RemoveVersion(scorerVersion))];
        if (deleted.Count == loaded.Versions.Count && loaded.OnlineScoring is { } scoring)
            facts.Add(new ScorerFact.RemoveOnlineScoring(scoring.ScorerId));
        return new Decision<ScorerFact, Done>(facts, [], default);
    }

    /// <param name="loaded">The scorer.</param>
    /// <param name="sampleRate">0 to 1.</param>
    /// <param name="filter">Null for all traces.</param>
    /// <param name="newId">The id of the online scoring when it is the scorer's first.</param>
    public static StoreOutcome<Decision<ScorerFact, OnlineScoring>> SetOnlineScoring(
        ScorerAggregate loaded, double sampleRate, string? filter, OnlineScoringId newId)
    {
        if (filter?.Length > Limits.ShortFilterLengthMax)
            return Over($"The filter has {filter.Length} characters", Limits.ShortFilterLengthMax);
        var scorer = loaded.Find(null);
        if (!scorer.IsOk) return scorer.Problem;
        var after = new OnlineScoring(
            loaded.OnlineScoring?.ConfigId ?? newId, scorer.Value.ScorerId, loaded.ExperimentId, sampleRate, filter);
        return Decision<ScorerFact, OnlineScoring>.From(new ScorerFact.PutOnlineScoring(after), after);
    }

    private static StoreProblem Over(string what, int limit) =>
        StoreProblem.Invalid(ProblemCodes.LimitExceeded, $"{what}; the limit is {limit}.");
}
