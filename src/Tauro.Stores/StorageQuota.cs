using Tauro.Contracts;
using Tauro.Contracts.Identity;

namespace Tauro.Stores;

/// <summary>A limit on what a workspace stores, which is checked in the commit that adds to it.</summary>
/// <param name="Name">Its member of <see cref="WorkspaceQuotas"/> in JSON.</param>
/// <param name="Max">The number of things or bytes.</param>
/// <param name="Things">What is counted, as the end of a clause.</param>
/// <param name="Remedy">How to have fewer.</param>
public sealed record StorageQuota(string Name, long Max, string Things, string Remedy)
{
    /// <summary>Returns the limit on runs; null for none.</summary>
    public static StorageQuota? ForRuns(WorkspaceQuotas? quotas) => quotas?.RunsMax is { } max
        ? new StorageQuota("runs_max", max, "runs, deleted ones included", "Purge some")
        : null;

    /// <summary>Returns the limit on registered models; null for none.</summary>
    public static StorageQuota? ForModels(WorkspaceQuotas? quotas) => quotas?.ModelsMax is { } max
        ? new StorageQuota("models_max", max, "registered models and prompts", "Delete some")
        : null;

    /// <summary>Returns the limit on the bytes of artifacts of experiments; null for none.</summary>
    public static StorageQuota? ForExperimentBytes(WorkspaceQuotas? quotas) => quotas?.ExperimentBytesMax is { } max
        ? new StorageQuota("experiment_bytes_max", max, "bytes of artifacts of experiments", "Delete some files")
        : null;

    /// <summary>Returns the limit on the bytes of artifacts of model versions; null for none.</summary>
    public static StorageQuota? ForModelBytes(WorkspaceQuotas? quotas) => quotas?.ModelBytesMax is { } max
        ? new StorageQuota("model_bytes_max", max, "bytes of artifacts of model versions", "Delete some versions")
        : null;

    /// <summary>Returns why something can't be added; null when it can. What takes no more room is never refused.
    /// </summary>
    /// <param name="used">What there is without it.</param>
    /// <param name="added">What is added.</param>
    /// <param name="freed">What of it is replaced.</param>
    public StoreProblem? Check(long used, long added = 1, long freed = 0) =>
        added > freed && used - freed + added > Max
            ? StoreProblem.Conflict(
                ProblemCodes.QuotaExceeded,
                $"The workspace has {used} {Things}. With {added - freed} more, it would exceed its quota of {Max}. "
                + $"{Remedy}, or have an administrator raise {Name} of the workspace.")
            : null;
}
