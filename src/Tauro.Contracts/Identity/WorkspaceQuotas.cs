namespace Tauro.Contracts.Identity;

/// <summary>Limits on what a workspace stores and sends. What is absent is not limited.</summary>
/// <param name="RunsMax">The number of runs, with deleted ones until they are purged.</param>
/// <param name="ExperimentBytesMax">
/// The bytes of the artifacts of its experiments, with those of uploads that are not complete.
/// </param>
/// <param name="ModelsMax">The number of registered models and prompts.</param>
/// <param name="ModelBytesMax">
/// The bytes of the artifacts of its model versions, with those of uploads that are not complete.
/// </param>
/// <param name="RequestsPerSecond">The requests of all its accounts together.</param>
/// <param name="PointsPerSecond">The metric points that batches of all its accounts write together.</param>
/// <param name="ConcurrentWrites">The requests that change something and are in progress at the same time.</param>
public sealed record WorkspaceQuotas(
    long? RunsMax = null,
    long? ExperimentBytesMax = null,
    long? ModelsMax = null,
    long? ModelBytesMax = null,
    int? RequestsPerSecond = null,
    int? PointsPerSecond = null,
    int? ConcurrentWrites = null);
