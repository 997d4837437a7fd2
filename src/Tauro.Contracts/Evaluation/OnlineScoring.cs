namespace Tauro.Contracts.Evaluation;

/// <summary>Which part of an experiment's traces a scorer is meant to judge as they arrive.</summary>
/// <param name="ConfigId">Its own id.</param>
/// <param name="ScorerId">The scorer; it has one of these.</param>
/// <param name="ExperimentId">The scorer's.</param>
/// <param name="SampleRate">0 to 1; 0 is off.</param>
/// <param name="Filter">Which traces; absent for all.</param>
public sealed record OnlineScoring(
    string ConfigId, string ScorerId, string ExperimentId, double SampleRate, string? Filter = null);
