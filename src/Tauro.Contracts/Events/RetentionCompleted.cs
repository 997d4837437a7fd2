using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Events;

/// <summary>A retention job ended. What it deleted and purged has events of its own.</summary>
/// <param name="Policies">The policies when it started.</param>
/// <param name="Deleted">The runs or versions that it deleted.</param>
/// <param name="DeletedBytes">The sum of the sizes of their files.</param>
/// <param name="Purged">The runs and experiments that it purged.</param>
/// <param name="PurgedBytes">The sum of the sizes of their files.</param>
/// <param name="Failed">What it could not delete or purge.</param>
public sealed record RetentionCompleted(
    RetentionJobId JobId, IReadOnlyList<PolicyReference> Policies, long Deleted, long DeletedBytes, long Purged,
    long PurgedBytes, long Failed) : LifecycleEvent($"retention/jobs/{JobId}");
