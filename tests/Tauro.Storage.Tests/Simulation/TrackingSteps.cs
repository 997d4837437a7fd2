using Tauro.Contracts.Runs;
using Tauro.Storage.Tests.Crash;

namespace Tauro.Storage.Tests.Simulation;

/// <summary>Draws what a tracking store does next from what is possible as its model stands.</summary>
internal sealed class TrackingSteps(TrackingSession store, Random random)
{
    private const int Keys = 4;
    private const int PointsMax = 12;
    private const int BytesMax = 900;
    private const int TogetherMax = 6;

    private TrackingModel Model => store.Model;

    private List<string> ActiveRuns => [.. Model.Runs.Where(run => run.Value.Stage == "Active"
        && Model.Experiments[run.Value.ExperimentId].Stage == "Active").Select(run => run.Key).Order()];

    public Task Next()
    {
        var runs = ActiveRuns;
        if (runs.Count == 0) return random.Next(2) == 0 ? Experiment() : StartRun();
        return random.Next(100) switch
        {
            < 8 => Experiment(),
            < 16 => StartRun(),
            < 48 => store.Log(Pick(runs), Batch()),
            < 54 => Together(runs),
            < 62 => RunStage(runs),
            < 72 => Artifact(Pick(runs)),
            < 84 => Upload(Pick(runs)),
            < 88 => store.SetCursor($"follower{random.Next(2)}", random.Next(1, Model.Events.Count + 1)),
            _ => store.Checkpoint(),
        };
    }

    private Task Experiment()
    {
        var active = Ids("Active");
        return random.Next(4) switch
        {
            0 when active.Count > 1 => store.DeleteExperiment(Pick(active.Where(id => id != "0").ToList())),
            1 when Ids("Deleted") is { Count: > 0 } deleted => store.RestoreExperiment(Pick(deleted)),
            2 when active.Count > 1 => store.RenameExperiment(
                Pick(active.Where(id => id != "0").ToList()), Fresh("renamed")),
            _ => store.CreateExperiment(Fresh("experiment")),
        };
    }

    private Task StartRun() => store.StartRun(Fresh("run"), Pick(Ids("Active")));

    private Task RunStage(List<string> runs)
    {
        var run = Pick(runs);
        var deleted = Model.Runs.Where(one => one.Value.Stage == "Deleted"
            && Model.Experiments[one.Value.ExperimentId].Stage == "Active").Select(one => one.Key).Order().ToList();
        return random.Next(4) switch
        {
            0 when Model.Runs[run].Status == RunStatus.Running => store.EndRun(run, RunStatus.Completed),
            1 when deleted.Count > 0 => store.RestoreRun(Pick(deleted)),
            2 when MayLink(run) => store.Link(run, Fresh("model"), random.Next(1, 9)),
            _ => store.DeleteRun(run),
        };
    }

    /// <summary>One linked run in an experiment: the order in which the store tells of several is its own.</summary>
    private bool MayLink(string run) => Model.Runs.All(other => other.Key == run || other.Value.Links.Count == 0
        || other.Value.ExperimentId != Model.Runs[run].ExperimentId);

    /// <summary>Commits that share a batch: the writer is held until all of them wait for it.</summary>
    private async Task Together(List<string> runs)
    {
        // Which of two that set one tag is the last, the model cannot know: it hears of them in any order.
        var batches = Enumerable.Range(0, random.Next(2, TogetherMax)).Select(i => (Pick(runs), Batch($"of{i}")))
            .ToList();
        using var hold = new ManualResetEventSlim();
        var held = store.Engine.BetweenBatches((_, _) =>
        {
            hold.Wait();
            return true;
        });
        var logged = batches.Select(one => store.Log(one.Item1, one.Item2)).ToList();
        hold.Set();
        await Task.WhenAll([held, .. logged]);
    }

    private Task Artifact(string run)
    {
        var path = $"{run}/{(random.Next(2) == 0 ? "plots/" : "")}f{random.Next(3)}.bin";
        var mine = Model.Artifacts.Keys.Where(one => one.StartsWith($"{run}/", StringComparison.Ordinal)).ToList();
        if (mine.Count == 0 || random.Next(3) > 0)
            return store.WriteArtifact(run, path, TrackingWorkload.Bytes(random.Next(), random.Next(1, BytesMax)));
        return store.DeleteArtifacts(run, random.Next(2) == 0 ? run : Pick(mine));
    }

    /// <summary>What an upload sends is known by its path and place, so that it can go on after a restart.</summary>
    private Task Upload(string run)
    {
        var open = Model.Uploads.Keys.Order(StringComparer.Ordinal).ToList();
        if (open.Count == 0 || random.Next(4) == 0) return store.BeginUpload($"{run}/{Fresh("up")}.bin");
        var path = Pick(open);
        var received = (int)Model.Uploads[path];
        return random.Next(5) switch
        {
            0 => store.CompleteUpload(run, path, Content(path, 0, received)),
            1 => store.AbortUpload(path),
            _ => store.AppendUpload(path, Content(path, received, random.Next(1, BytesMax))),
        };
    }

    private RunBatch Batch(string tag = "t")
    {
        // Few steps and values, so that points come again, and a bulky tag now and then, so that segments fill.
        var points = Enumerable.Range(0, random.Next(PointsMax)).Select(_ =>
        {
            var step = random.Next(30);
            return new MetricPoint($"k{random.Next(Keys)}", random.Next(3), 1000 + step, step);
        }).ToList();
        var tags = new Dictionary<string, string> { [$"{tag}{random.Next(Keys)}"] = $"{random.Next(100)}" };
        if (random.Next(8) == 0) tags[$"{tag}-note"] = new('x', random.Next(4500));
        return new RunBatch(points, new Dictionary<string, string> { [Fresh("p")] = $"{random.Next(9)}" }, tags);
    }

    private static byte[] Content(string path, int from, int count)
    {
        // Not string.GetHashCode, which differs from process to process.
        var start = path.Sum(letter => letter);
        return [.. Enumerable.Range(from, count).Select(i => (byte)((start * 31) + (i * 7) + (i >> 8)))];
    }

    private List<string> Ids(string stage) =>
        [.. Model.Experiments.Where(one => one.Value.Stage == stage).Select(one => one.Key).Order()];

    private string Fresh(string what) => $"{what}-{random.NextInt64():x}";

    private T Pick<T>(List<T> from) => from[random.Next(from.Count)];
}
