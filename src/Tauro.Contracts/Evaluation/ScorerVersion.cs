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
