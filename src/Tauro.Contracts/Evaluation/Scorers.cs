namespace Tauro.Contracts.Evaluation;

/// <summary>One version of a scorer, which judges what an application answered. Never run here.</summary>
/// <param name="ScorerId">Shared by all versions of one name in one experiment.</param>
/// <param name="ExperimentId">What it belongs to.</param>
/// <param name="Name">Unique in the experiment.</param>
/// <param name="Version">1 for the first.</param>
/// <param name="SerializedScorer">JSON, as the client sent it.</param>
/// <param name="CreationTime">Unix milliseconds.</param>
public sealed record ScorerVersion(
    string ScorerId, string ExperimentId, string Name, int Version, string SerializedScorer, long CreationTime);

/// <summary>Which part of an experiment's traces a scorer is meant to judge as they arrive.</summary>
/// <param name="ConfigId">Its own id.</param>
/// <param name="ScorerId">The scorer; it has one of these.</param>
/// <param name="ExperimentId">The scorer's.</param>
/// <param name="SampleRate">0 to 1; 0 is off.</param>
/// <param name="Filter">Which traces; absent for all.</param>
public sealed record OnlineScoring(
    string ConfigId, string ScorerId, string ExperimentId, double SampleRate, string? Filter = null);
