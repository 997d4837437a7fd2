using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    private static readonly TimeSpan AdmitTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AdmitInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Points of batches in the commit queue, which count against the limit of pending points.</summary>
    private long admitted;

    public async ValueTask<StoreOutcome<Done>> Log(RunId runId, RunBatch batch, CancellationToken cancel = default)
    {
        if (RunRules.Check(batch) is { } problem) return problem;
        if (batch.Metrics is not { Count: > 0 and var count } metrics)
            return await Log(runId, batch, null, cancel).ConfigureAwait(false);
        await Admit(count, cancel).ConfigureAwait(false);
        try
        {
            return await Log(runId, batch, PointBatch.From(runId, metrics), cancel).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Add(ref admitted, -count);
        }
    }

    public ValueTask<StoreOutcome<Done>> ChangeTag(
        RunId runId, string key, Func<string?, StoreOutcome<string>> decide, CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var run = state.Runs.Find(runId);
            return ReviveAbove(
                state, run, RunLogWrites.ChangeTag(run, runId, key, decide, state.RevivesStaleRuns, now), now);
        }, cancel);

    private ValueTask<StoreOutcome<Done>> Log(
        RunId runId, RunBatch batch, PointBatch? points, CancellationToken cancel) =>
        facts.Commit((state, now) =>
        {
            var loaded = state.LoadRun(runId);
            var decided = ReviveAbove(state, loaded?.Run, RunLogWrites.Log(
                loaded, runId, batch, points, state.LoadModels(batch.ModelMetrics), state.RevivesStaleRuns, now), now);
            return points is null ? decided : decided.Select(logged => state.MetricRules.Apply(state, logged, points));
        }, cancel);

    /// <summary>
    /// Admits points up to the limit of pending points. Above it, the caller waits for up to two seconds and is then
    /// refused.
    /// </summary>
    private async ValueTask Admit(int count, CancellationToken cancel)
    {
        if (TryAdmit(count)) return;
        var since = engine.Time.GetTimestamp();
        do
        {
            if (engine.Time.GetElapsedTime(since) > AdmitTimeout) throw TooManyPending();
            await Task.Delay(AdmitInterval, engine.Time, cancel).ConfigureAwait(false);
        }
        while (!TryAdmit(count));
    }

    private Exception TooManyPending() => engine.Checkpoints.Failure is StorageFullException full
        ? new StorageFullException(full.Message, full)
        : new StorageBusyException(
            $"{engine.Options.PendingPoints} points wait for a checkpoint, the limit; log more once it has finished.");

    private bool TryAdmit(int count)
    {
        var before = Interlocked.Add(ref admitted, count) - count;
        if (before + engine.State.Points.Pending < engine.Options.PendingPoints) return true;
        Interlocked.Add(ref admitted, -count);
        return false;
    }
}
