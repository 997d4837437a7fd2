using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>One version of a scorer, which judges the output of an application. Tauro never runs it.</summary>
/// <param name="ScorerId">Shared by all versions of one name in one experiment.</param>
/// <param name="ExperimentId">The experiment that the scorer belongs to.</param>
/// <param name="Name">Unique within the experiment.</param>
/// <param name="Version">1 for the first version.</param>
/// <param name="SerializedScorer">JSON, as the client sent it.</param>
/// <param name="CreationTime">Unix milliseconds.</param>
public sealed record ScorerVersion(
    ScorerId ScorerId, ExperimentId ExperimentId, string Name, int Version, string SerializedScorer, long CreationTime);

/// <summary>The share of an experiment's new traces that a scorer is meant to judge as they arrive.</summary>
/// <param name="ConfigId">The id of this setting.</param>
/// <param name="ScorerId">The scorer; each has at most one such setting.</param>
/// <param name="ExperimentId">The experiment of the scorer.</param>
/// <param name="SampleRate">0 to 1; 0 is off.</param>
/// <param name="Filter">Selects the traces; absent for all.</param>
public sealed record OnlineScoring(
    OnlineScoringId ConfigId, ScorerId ScorerId, ExperimentId ExperimentId, double SampleRate, string? Filter = null);
