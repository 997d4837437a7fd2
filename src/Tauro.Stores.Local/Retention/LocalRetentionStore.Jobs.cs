using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Retention;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Retention;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Retention;

/// <content>
/// Jobs. A job selects again what is left, so it depends on no position that could be lost; ages are those when it
/// began. After a crash, one can be in these states:
/// 1. it is not in the jobs: it was not committed;
/// 2. it is running, with some items removed: a deletion is in the commit that counts it, so the others are left;
/// 3. it is running and has a current item: if that one's purge is under way or complete, it is purged again, which
/// completes it or finds nothing, and then counted; if it has not begun, the item is selected again;
/// 4. it is completed, with its event.
/// </content>
internal sealed partial class LocalRetentionStore<TState>
{
    private const int ItemsAtOnce = 32;
    private const int ActorPoliciesMax = 3;
    private const string JobActor = "retention";

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

    private LongDeletion<TState>? work;
    private Task? attempt;

    public async ValueTask<StoreOutcome<RetentionJob>> RunJob(CancellationToken cancel = default)
    {
        var started = await Start(isScheduled: false, cancel).ConfigureAwait(false);
        if (!started.IsOk) return started;
        var wait = engine.Options.Background ? WaitMax : Timeout.InfiniteTimeSpan;
        await Task.WhenAny(Work(), Task.Delay(wait, engine.Time, cancel)).ConfigureAwait(false);
        return engine.State.RetentionJobs.Find(started.Value.JobId) ?? started.Value;
    }

    public async ValueTask<RetentionJob?> RunScheduled(bool isDue, CancellationToken cancel = default)
    {
        if (Running is null && (!isDue || !HasWork() || !(await Start(true, cancel).ConfigureAwait(false)).IsOk))
            return null;
        if (Running is not { } job) return null;
        await Work().ConfigureAwait(false);
        return engine.State.RetentionJobs.Find(job.JobId);
    }

    private RetentionJob? Running =>
        engine.State.RetentionJobs.All.FirstOrDefault(job => job.Status == RetentionJobStatus.Running);

    private IReadOnlyList<RetentionPolicy> Policies => [.. engine.State.RetentionPolicies.Current];

    private bool HasWork() => Policies is { Count: > 0 } policies
        && content.Select(engine.State, policies, engine.Time.GetUtcNow().ToUnixTimeMilliseconds())
            .Any(selected => selected.Item.Action != RetentionAction.Keep);

    private ValueTask<StoreOutcome<RetentionJob>> Start(bool isScheduled, CancellationToken cancel)
    {
        var id = new RetentionJobId(entropy.NextId());
        return facts.Commit<RetentionJob>((state, now) => RetentionJobWrites.Start(
            [.. state.RetentionJobs.All], state.RetentionPolicies.Current, id, isScheduled, now), cancel);
    }

    /// <summary>Works on the job that is running, at once and again until it is complete.</summary>
    private Task Work() => LazyInitializer.EnsureInitialized(
        ref work, () => new LongDeletion<TState>(engine, "a retention job", Finish)).Finish();

    private async Task Finish()
    {
        await Join(out var isOwn).ConfigureAwait(false);
        // An attempt that was under way may have looked for a job before this one was started.
        if (!isOwn && Running is not null) await Join(out _).ConfigureAwait(false);
    }

    /// <summary>Joins the attempt that is under way, or begins one: however many request it, only one works.</summary>
    private Task Join(out bool isOwn)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var known = Interlocked.CompareExchange(ref attempt, begun.Task, null);
        isOwn = known is null;
        if (isOwn) _ = Begin();
        return known ?? begun.Task;

        async Task Begin()
        {
            try
            {
                while (!engine.IsClosing && Running is { } job) await Finish(job).ConfigureAwait(false);
                Volatile.Write(ref attempt, null);
                begun.SetResult();
            }
            catch (Exception e)
            {
                Volatile.Write(ref attempt, null);
                begun.SetException(e);
            }
        }
    }

    private async Task Finish(RetentionJob job)
    {
        if (job.Current is { } interrupted && content.HasBegun(engine.State, interrupted))
            await Paced(() => FinishPurge(job.JobId, interrupted)).ConfigureAwait(false);
        else if (job.Current is not null)
            await Change(job.JobId, current => current with { Current = null }).ConfigureAwait(false);
        var items = content.Select(engine.State, Policies, job.CreationTime)
            .Where(selected => selected.Item.Action != RetentionAction.Keep);
        foreach (var some in items.Chunk(ItemsAtOnce))
        {
            // Commits that wait at the same time share a sync. One purge is the current item.
            var deletions = some.Where(selected => selected.Item.Action == RetentionAction.Delete);
            if (engine.Options.Background)
                await Paced(async () => (await Task.WhenAll(deletions.Select(selected => Remove(job, selected)))
                    .ConfigureAwait(false)).Sum()).ConfigureAwait(false);
            foreach (var selected in engine.Options.Background ? some.Except(deletions) : some)
            {
                if (engine.IsClosing) return;
                await Paced(() => Remove(job, selected)).ConfigureAwait(false);
            }
        }

        if (engine.IsClosing) return;
        CurrentActor.SetSystem(JobActor);
        await Commit(job.JobId, RetentionJobWrites.Complete).ConfigureAwait(false);
    }

    /// <summary>Removes an item, and returns how many documents and artifacts that removed.</summary>
    private async Task<long> Remove(RetentionJob job, RetainedItem selected)
    {
        var item = selected.Item;
        try
        {
            CurrentActor.SetSystem(ActorOf(item.Policies));
            if (item.Action == RetentionAction.Purge) return await Purge(job, item).ConfigureAwait(false);
            var deleted = await Delete(job, selected).ConfigureAwait(false);
            if (deleted.Problem is { } problem)
                await Fail(job.JobId, item, problem.Code, problem.Message).ConfigureAwait(false);
            return 1;
        }
        catch (Exception e) when (e is not StorageRefusalException && !engine.IsClosing)
        {
            // One that the store can't read, for example. The store itself works, so the others can be removed.
            await Fail(job.JobId, item, ProblemCodes.InternalError, e.Message).ConfigureAwait(false);
            return 1;
        }
    }

    /// <summary>Deletes and counts an item in one commit.</summary>
    private ValueTask<StoreOutcome<bool>> Delete(RetentionJob job, RetainedItem selected) => engine.Commit<bool>(
        (state, change) =>
        {
            if (state.RetentionJobs.Find(job.JobId) is not { Status: RetentionJobStatus.Running } current
                || FindPolicies(state, selected.Item) is not { } policies) return false;
            var deleted = content.Delete(state, change, selected, policies, job.CreationTime);
            if (deleted.IsOk && deleted.Value)
                change.Put(state.RetentionJobs, RetentionJobWrites.Deleted(current, selected.Item));
            return deleted;
        },
        CancellationToken.None);

    private async Task<long> Purge(RetentionJob job, RetentionItem item)
    {
        var begun = await engine.Commit<bool>(
            (state, change) =>
            {
                if (state.RetentionJobs.Find(job.JobId) is not { Status: RetentionJobStatus.Running } current
                    || FindPolicies(state, item) is not { } policies
                    || !content.CanPurge(state, item, policies, job.CreationTime)) return false;
                change.Put(state.RetentionJobs, current with { Current = item });
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        return begun.Value ? await FinishPurge(job.JobId, item).ConfigureAwait(false) : 1;
    }

    private async Task<long> FinishPurge(RetentionJobId jobId, RetentionItem item)
    {
        CurrentActor.SetSystem(ActorOf(item.Policies));
        var purged = await content.PurgeCompletely(item).ConfigureAwait(false);
        await Change(jobId, job => purged.Problem switch
        {
            null => RetentionJobWrites.Purged(job, item),
            // Since it was selected, it was restored, put on hold, or a version was made from it.
            { Kind: ProblemKind.Conflict } => job with { Current = null },
            var problem => RetentionJobWrites.Failed(job, item, problem.Code, problem.Message),
        }).ConfigureAwait(false);
        return purged.IsOk ? purged.Value : 1;
    }

    private Task Fail(RetentionJobId jobId, RetentionItem item, string code, string message) =>
        Change(jobId, job => RetentionJobWrites.Failed(job, item, code, message));

    private Task Change(RetentionJobId jobId, Func<RetentionJob, RetentionJob> change) => Commit(jobId, (job, _) =>
    {
        job = change(job);
        return Decision<RetentionFact, RetentionJob>.From(new RetentionFact.PutJob(job), job);
    });

    /// <summary>Commits a change of a job, unless a reset removed it.</summary>
    private async Task Commit(
        RetentionJobId jobId, Func<RetentionJob, long, Decision<RetentionFact, RetentionJob>> decide)
    {
        var outcome = await facts.Commit<RetentionJob>(
            (state, now) => state.RetentionJobs.Find(jobId) is { } job
                ? decide(job, now)
                : Decision<RetentionFact, RetentionJob>.Unchanged(null!),
            CancellationToken.None).ConfigureAwait(false);
        _ = outcome.Value; // Throws if it is refused.
    }

    /// <summary>
    /// Returns the policies of an item; null if others apply to it now, or one was changed. Then the next job decides.
    /// </summary>
    private IReadOnlyList<RetentionPolicy>? FindPolicies(TState state, RetentionItem item)
    {
        var policies = content.GetPolicies(state, item);
        return RetentionSelection.References(policies).SequenceEqual(item.Policies) ? policies : null;
    }

    /// <summary>Removes something, and waits as long as the limit on documents per second demands.</summary>
    private async Task Paced(Func<Task<long>> remove)
    {
        var since = engine.Time.GetTimestamp();
        var documents = await remove().ConfigureAwait(false);
        var left = TimeSpan.FromSeconds((double)documents / engine.Options.PurgedPerSecond)
            - engine.Time.GetElapsedTime(since);
        if (engine.Options.Background && left > TimeSpan.Zero)
            await Task.Delay(left, engine.Time).ConfigureAwait(false);
    }

    private static string ActorOf(IReadOnlyList<PolicyReference> policies) =>
        $"retention {(policies.Count == 1 ? "policy" : "policies")} "
        + string.Join(", ", policies.Take(ActorPoliciesMax).Select(policy => $"{policy.Name} v{policy.Version}"))
        + (policies.Count > ActorPoliciesMax ? $" and {policies.Count - ActorPoliciesMax} others" : "");
}
