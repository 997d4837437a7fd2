namespace Tauro.Contracts.Identity;

/// <summary>What is in a workspace, deleted resources included.</summary>
/// <param name="Experiments">The number of experiments.</param>
/// <param name="Runs">The number of runs.</param>
/// <param name="ExperimentBytes">The bytes of artifacts of experiments, and of uploads of them.</param>
/// <param name="Models">The number of registered models and prompts.</param>
/// <param name="ModelBytes">The bytes of artifacts of model versions, and of uploads of them.</param>
/// <param name="Webhooks">The number of webhooks.</param>
public sealed record WorkspaceUse(
    long Experiments = 0, long Runs = 0, long ExperimentBytes = 0, long Models = 0, long ModelBytes = 0,
    long Webhooks = 0);
