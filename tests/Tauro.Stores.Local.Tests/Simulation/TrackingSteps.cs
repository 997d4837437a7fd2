using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Tests.Crash;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>Draws random operations of a tracking store that its model allows.</summary>
internal sealed class TrackingSteps(TrackingSession store, Random random)
{
    private const int Keys = 4;
    private const int PointsMax = 12;
    private const int BytesMax = 900;
    private const int ConcurrentMax = 8;
    private const int ConcurrentPointsMax = 6;
    private const int SampleMax = 25;
    private const int Steps = 30;

    /// <summary>Limits that a simulation reaches: a few batches, and fewer commits than may be concurrent.</summary>
    public const int PendingPoints = 40;
    public const int QueuedCommits = 5;

    private static readonly double[] Values =
        [0, 1, 2, 0, 1, 2, 0, 1, 2, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    private TrackingModel Model => store.Model;

    private List<string> ActiveRuns => [.. Model.Runs.Where(run => run.Value.Stage == "Active"
        && Model.Experiments[run.Value.ExperimentId].Stage == "Active").Select(run => run.Key).Order()];

    public Task Next()
    {
        if (store.IsResetPending) return store.Reset();
        var runs = ActiveRuns;
        if (runs.Count == 0) return random.Next(2) == 0 ? Experiment() : StartRun();
        return random.Next(100) switch
        {
            < 8 => Experiment(),
            < 16 => StartRun(),
            < 48 => Log(Pick(runs), Batch()),
            < 54 => LogConcurrently(runs),
            < 62 => RunStage(runs),
            < 72 => Artifact(Pick(runs)),
            < 84 => Upload(Pick(runs)),
            < 88 => store.SetCursor($"follower{random.Next(2)}", random.Next(1, Model.Events.Count + 1)),
            < 94 => Sample(Pick(runs)),
            < 99 => store.Checkpoint(),
            _ => store.Reset(),
        };
    }

    private Task Sample(string run)
    {
        var (from, to) = (random.Next(Steps), random.Next(Steps));
        var isUnbounded = random.Next(2) == 0;
        return store.Sample(
            run, $"k{random.Next(Keys)}", random.Next(Limits.SamplePointsMin, SampleMax),
            isUnbounded ? null : Math.Min(from, to), isUnbounded ? null : Math.Max(from, to));
    }

    /// <summary>
    /// Logs a batch. It must be refused exactly when the limit of pending points is reached; it is then logged after a
    /// checkpoint.
    /// </summary>
    private async Task Log(string run, RunBatch batch)
    {
        var isFull = IsFull && batch.Metrics!.Count > 0;
        try
        {
            await store.Log(run, batch);
            Assert.False(isFull, "Points were accepted beyond the limit.");
        }
        catch (StorageRefusalException e) when (isFull && e is StorageBusyException or StorageFullException)
        {
            await store.Checkpoint();
            await store.Log(run, batch);
        }
    }

    private bool IsFull => store.Engine.State.Points.Pending >= PendingPoints;

    private Task Experiment()
    {
        var active = Ids("Active");
        return random.Next(4) switch
        {
            0 when active.Count > 1 => store.DeleteExperiment(Pick(active.Where(id => id != "0").ToList())),
            1 when Ids("Deleted") is { Count: > 0 } deleted => store.RestoreExperiment(Pick(deleted)),
            2 when active.Count > 1 => store.RenameExperiment(
                Pick(active.Where(id => id != "0").ToList()), Unique("renamed")),
            _ => store.CreateExperiment(Unique("experiment")),
        };
    }

    private Task StartRun() => store.StartRun(Unique("run"), Pick(Ids("Active")));

    private Task RunStage(List<string> runs)
    {
        var run = Pick(runs);
        var deleted = Model.Runs.Where(pair => pair.Value.Stage == "Deleted"
            && Model.Experiments[pair.Value.ExperimentId].Stage == "Active").Select(pair => pair.Key).Order().ToList();
        return random.Next(4) switch
        {
            0 when Model.Runs[run].Status == RunStatus.Running => store.EndRun(run, RunStatus.Completed),
            1 when deleted.Count > 0 => store.RestoreRun(Pick(deleted)),
            2 when MayLink(run) => store.Link(run, Unique("model"), random.Next(1, 9)),
            _ => store.DeleteRun(run),
        };
    }

    /// <summary>Allows one linked run per experiment: the order of the events of several is not defined.</summary>
    private bool MayLink(string run) => Model.Runs.All(other => other.Key == run || other.Value.Links.Count == 0
        || other.Value.ExperimentId != Model.Runs[run].ExperimentId);

    /// <summary>
    /// Makes commits that share a batch: the writing thread is blocked until all of them are queued. Those beyond the
    /// limit of the queue are refused.
    /// </summary>
    private async Task LogConcurrently(List<string> runs)
    {
        // Each commit sets its own tags: the model does not know which of two commits came last.
        var batches = Enumerable.Range(0, random.Next(2, ConcurrentMax)).Select(i => (
            Pick(runs), Batch($"of{i}", ConcurrentPointsMax))).ToList();
        // Whether points are refused must not depend on which commit is written first.
        if (store.Engine.State.Points.Pending + batches.Sum(pair => pair.Item2.Metrics!.Count) >= PendingPoints)
            await store.Checkpoint();
        using var hold = new ManualResetEventSlim();
        var holds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = store.Engine.RunBetweenBatches((_, _) =>
        {
            holds.SetResult();
            hold.Wait();
            return true;
        });
        // A broken store does not run the action, and throws.
        if (await Task.WhenAny(holds.Task, held) == held) await held;
        var logged = batches.Select(pair => store.Log(pair.Item1, pair.Item2)).ToList();
        hold.Set();
        // One whose run can't be read is not queued, and leaves its place to another: the model must have that, too.
        await Task.WhenAll([held, .. logged]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll([held, .. logged.Take(QueuedCommits)]);
        foreach (var refused in logged.Skip(QueuedCommits))
            await Assert.ThrowsAsync<StorageBusyException>(() => refused);
    }

    private Task Artifact(string run)
    {
        var path = $"{run}/{(random.Next(2) == 0 ? "plots/" : "")}f{random.Next(3)}.bin";
        var mine = Model.Artifacts.Keys.Where(value => value.StartsWith($"{run}/", StringComparison.Ordinal)).ToList();
        if (mine.Count == 0 || random.Next(3) > 0)
            return store.WriteArtifact(run, path, TrackingWorkload.Bytes(random.Next(), random.Next(1, BytesMax)));
        return store.DeleteArtifacts(run, random.Next(2) == 0 ? run : Pick(mine));
    }

    /// <summary>
    /// The bytes of an upload depend on its path and offset, so that it can continue after a restart.
    /// </summary>
    private Task Upload(string run)
    {
        var open = Model.Uploads.Keys.Order(StringComparer.Ordinal).ToList();
        if (open.Count == 0 || random.Next(4) == 0) return store.BeginUpload($"{run}/{Unique("up")}.bin");
        var path = Pick(open);
        var received = (int)Model.Uploads[path];
        return random.Next(5) switch
        {
            0 => store.CompleteUpload(run, path, Content(path, 0, received)),
            1 => store.AbortUpload(path),
            _ => store.AppendUpload(path, Content(path, received, random.Next(1, BytesMax))),
        };
    }

    private RunBatch Batch(string tag = "t", int pointsMax = PointsMax)
    {
        // Few steps and values, so that points are repeated, and sometimes a long tag, so that segments fill.
        var points = Enumerable.Range(0, random.Next(pointsMax)).Select(_ =>
        {
            var (step, value) = (random.Next(Steps), Values[random.Next(Values.Length)]);
            // NaN counts as 0 in the order of points, so its timestamp differs: otherwise either could be the latest.
            var timestamp = (double.IsNaN(value) ? 2000 : 1000) + step;
            return new MetricPoint($"k{random.Next(Keys)}", value, timestamp, step);
        }).ToList();
        var tags = new Dictionary<string, string> { [$"{tag}{random.Next(Keys)}"] = $"{random.Next(100)}" };
        if (random.Next(8) == 0) tags[$"{tag}-note"] = new('x', random.Next(4500));
        return new RunBatch(points, new Dictionary<string, string> { [Unique("p")] = $"{random.Next(9)}" }, tags);
    }

    private static byte[] Content(string path, int from, int count)
    {
        // Not string.GetHashCode, which differs from process to process.
        var start = path.Sum(letter => letter);
        return [.. Enumerable.Range(from, count).Select(i => (byte)((start * 31) + (i * 7) + (i >> 8)))];
    }

    private List<string> Ids(string stage) =>
        [.. Model.Experiments.Where(pair => pair.Value.Stage == stage).Select(pair => pair.Key).Order()];

    private string Unique(string what) => $"{what}-{random.NextInt64():x}";

    private T Pick<T>(List<T> from) => from[random.Next(from.Count)];
}
