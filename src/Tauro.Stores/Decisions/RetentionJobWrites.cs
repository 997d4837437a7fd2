using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Retention;
using Tauro.Stores.Retention;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides the progress of retention jobs. A deletion is counted in its own commit, and so exactly once.
/// </summary>
public static class RetentionJobWrites
{
    /// <summary>Starts a job, or returns the one that is running.</summary>
    /// <param name="jobs">All jobs.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="id">The id of a new job.</param>
    /// <param name="isScheduled">Whether the schedule starts it.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Decision<RetentionFact, RetentionJob> Start(
        IReadOnlyCollection<RetentionJob> jobs, IEnumerable<RetentionPolicy> policies, RetentionJobId id,
        bool isScheduled, long now)
    {
        if (jobs.FirstOrDefault(known => known.Status == RetentionJobStatus.Running) is { } running)
            return Decision<RetentionFact, RetentionJob>.Unchanged(running);
        var job = new RetentionJob
        {
            JobId = id, IsScheduled = isScheduled, Policies = RetentionSelection.References(policies),
            CreationTime = now,
        };
        var old = jobs.OrderByDescending(known => known.CreationTime).ThenBy(known => known.JobId)
            .Skip(Limits.RetentionJobsMax - 1).Select(known => new RetentionFact.RemoveJob(known.JobId));
        return new Decision<RetentionFact, RetentionJob>(
            [.. old, new RetentionFact.PutJob(job)], [new RetentionStarted(id, isScheduled, job.Policies)], job);
    }

    /// <summary>Returns the job after an item was deleted.</summary>
    public static RetentionJob Deleted(RetentionJob job, RetentionItem item) =>
        job with { Deleted = job.Deleted + 1, DeletedBytes = job.DeletedBytes + item.Bytes };

    /// <summary>Returns the job after the purge of its current item.</summary>
    public static RetentionJob Purged(RetentionJob job, RetentionItem item) => job with
    {
        Purged = job.Purged + 1, PurgedBytes = job.PurgedBytes + item.Bytes, Current = null,
    };

    /// <summary>Returns the job after an item failed. One that fails again after a restart is counted once.</summary>
    public static RetentionJob Failed(RetentionJob job, RetentionItem item, string code, string message)
    {
        job = job with { Current = null };
        if (job.Failures.Any(failure => failure.Resource == item.Resource)) return job;
        return job with
        {
            Failed = job.Failed + 1,
            Failures = job.Failures.Count < Limits.RetentionFailuresMax
                ? [.. job.Failures, new RetentionFailure(item.Resource, code, message)]
                : job.Failures,
        };
    }

    /// <summary>Completes a job.</summary>
    public static Decision<RetentionFact, RetentionJob> Complete(RetentionJob job, long now)
    {
        if (job.Status != RetentionJobStatus.Running) return Decision<RetentionFact, RetentionJob>.Unchanged(job);
        job = job with { Status = RetentionJobStatus.Completed, EndTime = now, Current = null };
        return new Decision<RetentionFact, RetentionJob>(
            [new RetentionFact.PutJob(job)],
            [
                new RetentionCompleted(
                    job.JobId, job.Policies, job.Deleted, job.DeletedBytes, job.Purged, job.PurgedBytes, job.Failed),
            ],
            job);
    }
}
