using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Events;

/// <summary>A retention policy was created or changed.</summary>
/// <param name="Version">The new version.</param>
/// <param name="By">Who set it: a claim of the client.</param>
public sealed record RetentionPolicySet(string Name, int Version, string? By = null)
    : LifecycleEvent($"retention/policies/{Name}");

/// <summary>A retention policy was deleted.</summary>
/// <param name="Version">The version that says so.</param>
/// <param name="By">Who deleted it: a claim of the client.</param>
public sealed record RetentionPolicyDeleted(string Name, int Version, string? By = null)
    : LifecycleEvent($"retention/policies/{Name}");

/// <summary>A retention job started.</summary>
/// <param name="IsScheduled">Whether the schedule started it.</param>
/// <param name="Policies">The policies.</param>
public sealed record RetentionStarted(
    RetentionJobId JobId, bool IsScheduled, IReadOnlyList<PolicyReference> Policies)
    : LifecycleEvent($"retention/jobs/{JobId}");

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

/// <summary>A legal hold was set, or its reason was changed.</summary>
/// <param name="Resource">What can't be deleted or purged now.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who set it: a claim of the client.</param>
public sealed record HoldSet(string Resource, string Reason, string? By = null) : LifecycleEvent(Resource);

/// <summary>A legal hold was released.</summary>
/// <param name="Resource">What can be deleted and purged again.</param>
public sealed record HoldReleased(string Resource) : LifecycleEvent(Resource);
