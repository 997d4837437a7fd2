using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Retention;

namespace Tauro.Stores.Retention;

/// <summary>
/// Retention policies, legal holds and retention jobs of a service. The rules on durability, refusals and exceptions
/// are those of <see cref="Runs.IRunStore"/>.
/// </summary>
/// <remarks>
/// Without a policy, nothing is ever removed. What several policies apply to is removed only if all of them let it go.
/// Never removed is what is on hold, is not complete (a run that has not ended, a pending version), or is the source of
/// a version; no version in Production or with an alias; no prompt; and the experiment <c>Default</c>.
/// </remarks>
public interface IRetentionStore
{
    /// <summary>Creates a policy, or its next version; the same content changes nothing.</summary>
    ValueTask<StoreOutcome<RetentionPolicy>> SetPolicy(
        string name, NewRetentionPolicy policy, CancellationToken cancel = default);

    /// <summary>Gets a version of a policy; without a number the last one, unless it is deleted.</summary>
    ValueTask<StoreOutcome<RetentionPolicy>> GetPolicy(
        string name, int? version = null, CancellationToken cancel = default);

    /// <summary>Deletes a policy, also for a job that is running. Its versions can still be read.</summary>
    ValueTask<StoreOutcome<RetentionPolicy>> DeletePolicy(
        string name, string? by = null, CancellationToken cancel = default);

    /// <summary>Lists the policies that are not deleted, by name.</summary>
    ValueTask<StoreOutcome<Page<RetentionPolicy>>> ListPolicies(PageRequest page, CancellationToken cancel = default);

    /// <summary>Sets a hold, or changes its reason. What is being purged can't be held any more: a conflict.</summary>
    ValueTask<StoreOutcome<Hold>> SetHold(HoldTarget target, NewHold hold, CancellationToken cancel = default);

    /// <summary>Gets the hold that was set on exactly this; <see cref="ProblemCodes.HoldNotFound"/> for none.</summary>
    ValueTask<StoreOutcome<Hold>> GetHold(HoldTarget target, CancellationToken cancel = default);

    /// <summary>Releases a hold; <see cref="ProblemCodes.HoldNotFound"/> for none.</summary>
    ValueTask<StoreOutcome<Hold>> ReleaseHold(HoldTarget target, CancellationToken cancel = default);

    /// <summary>Lists the holds by resource.</summary>
    ValueTask<StoreOutcome<Page<Hold>>> ListHolds(PageRequest page, CancellationToken cancel = default);

    /// <summary>Returns what a job would do now, and changes nothing.</summary>
    ValueTask<StoreOutcome<RetentionPreview>> Preview(
        RetentionPreviewRequest request, CancellationToken cancel = default);

    /// <summary>
    /// Starts a job, or returns the one that is running: there is one at a time. Returns after a few seconds at most; a
    /// job that takes longer continues by itself.
    /// </summary>
    ValueTask<StoreOutcome<RetentionJob>> RunJob(CancellationToken cancel = default);

    /// <summary>
    /// Continues the job that an end of the process interrupted. Otherwise starts one, if <paramref name="isDue"/> and
    /// there is something to remove. Returns when it is complete; null if there was nothing to do.
    /// </summary>
    ValueTask<RetentionJob?> RunScheduled(bool isDue, CancellationToken cancel = default);

    ValueTask<StoreOutcome<RetentionJob>> GetJob(RetentionJobId jobId, CancellationToken cancel = default);

    /// <summary>Lists the last <see cref="Limits.RetentionJobsMax"/> jobs, newest first.</summary>
    ValueTask<StoreOutcome<Page<RetentionJob>>> ListJobs(PageRequest page, CancellationToken cancel = default);
}
