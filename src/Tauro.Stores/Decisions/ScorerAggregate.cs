using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>A scorer, perhaps without a version, and its experiment, loaded as far as a decision needs them.</summary>
/// <param name="Experiment">Null when there is none.</param>
/// <param name="ExperimentId">The requested id.</param>
/// <param name="Name">The scorer's name.</param>
/// <param name="Versions">The scorer's versions, oldest first.</param>
/// <param name="ExperimentVersions">How many versions all scorers of the experiment have.</param>
/// <param name="OnlineScoring">Null when it has none.</param>
public sealed record ScorerAggregate(
    Experiment? Experiment,
    ExperimentId ExperimentId,
    string Name,
    IReadOnlyList<ScorerVersion> Versions,
    int ExperimentVersions = 0,
    OnlineScoring? OnlineScoring = null)
{
    public ScorerVersion? Latest => Versions.Count == 0 ? null : Versions[^1];

    /// <summary>Returns all versions; NotFound when there is none.</summary>
    public StoreOutcome<IReadOnlyList<ScorerVersion>> FindAll()
    {
        if (RequireActive() is { } problem) return problem;
        return Versions.Count == 0 ? NotFound(null) : StoreOutcome<IReadOnlyList<ScorerVersion>>.Ok(Versions);
    }

    /// <summary>Returns a version; the latest when none is given.</summary>
    public StoreOutcome<ScorerVersion> Find(int? version)
    {
        if (RequireActive() is { } problem) return problem;
        var found = version is null
            ? Latest
            : Versions.FirstOrDefault(scorerVersion => scorerVersion.Version == version);
        return found is null ? NotFound(version) : found;
    }

    internal StoreProblem? RequireActive() => ExperimentWrites.RequireActive(Experiment, ExperimentId);

    internal StoreProblem NotFound(int? version) => new ScorerMissing(ExperimentId, Name, version);
}
