using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// About a hundred operations of every kind on a tracking store, few enough to crash after each I/O operation. Journal
/// segments are tiny and there are many checkpoints, so that segments are merged and compacted.
/// </summary>
internal static class TrackingWorkload
{
    /// <summary>Runs the workload; <paramref name="each"/> runs each step.</summary>
    public static async Task Run(TrackingSession store, Func<Func<Task>, Task> each)
    {
        await each(() => store.CreateExperiment("fraud"));
        await each(() => store.CreateExperiment("churn"));
        await each(() => store.StartRun("a", "1"));
        await each(() => store.Log("a", Batch(1, 3, ("lr", "0.1"), ("team", "risk"))));
        await each(store.Checkpoint);
        await each(() => store.StartRun("b", "2"));
        await each(() => store.WriteArtifact("a", "a/model.bin", Bytes(1, 700)));
        await each(() => store.WriteArtifact("a", "a/plots/roc.png", Bytes(2, 300)));
        await each(() => store.SetCursor("bus", 4));
        await Renames(store, each);
        await Uploads(store, each);
        await Reviews(store, each);
        for (var i = 2; i < 12; i++) await Round(store, each, i);
        await LogConcurrently(store, each);
        await Endings(store, each);
    }

    /// <summary>Runs a short workload of most kinds, for tests that fail every I/O operation in several ways.</summary>
    public static async Task RunShort(TrackingSession store, Func<Func<Task>, Task> each)
    {
        await each(() => store.CreateExperiment("fraud"));
        await each(() => store.StartRun("a", "1"));
        await each(() => store.Log("a", Batch(1, 8, ("lr", "0.1"), ("team", "risk"))));
        await each(() => store.WriteArtifact("a", "a/model.bin", Bytes(1, 700)));
        await each(store.Checkpoint);
        await each(() => TrackingFacts.Read(store));
        await each(() => store.WriteArtifact("a", "a/model.bin", Bytes(2, 700)));
        await each(() => store.BeginUpload("a/big.bin"));
        await each(() => store.AppendUpload("a/big.bin", Bytes(3, 500)));
        await each(
            () => store.Log("a", new RunBatch(Tags: new Dictionary<string, string> { ["note"] = new('x', 4500) })));
        await each(() => store.RenameExperiment("1", "fraud-1"));
        await each(() => store.CompleteUpload("a", "a/big.bin", Bytes(3, 500)));
        await each(() => store.Log("a", Batch(5, 8)));
        await each(store.Checkpoint);
        await each(() => TrackingFacts.Read(store));
        await each(() => store.DeleteArtifacts("a", "a"));
        await each(() => store.EndRun("a", RunStatus.Completed));
        await each(() => store.SetCursor("bus", 4));
    }

    public static byte[] Bytes(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static RunBatch Batch(
        long step, int count, (string Key, string Value)? param = null, (string Key, string Value)? tag = null) =>
        new([.. Enumerable.Range(0, count).SelectMany(i => new[]
            {
                new MetricPoint("loss", 1.0 / (step + i), 1000 + step + i, step + i),
                new MetricPoint("auc", (step + i) % 7, 1000 + step + i, step + i),
            })],
            param is { } p ? new Dictionary<string, string> { [p.Key] = p.Value } : null,
            tag is { } t ? new Dictionary<string, string> { [t.Key] = t.Value } : null);

    /// <summary>Moves a name from one experiment to another between two checkpoints.</summary>
    private static async Task Renames(TrackingSession store, Func<Func<Task>, Task> each)
    {
        await each(() => store.RenameExperiment("2", "churn-2"));
        await each(() => store.RenameExperiment("1", "old fraud"));
        await each(() => store.RenameExperiment("2", "fraud"));
        await each(store.Checkpoint);
        await each(() => store.RenameExperiment("1", "fraud-1"));
    }

    private static async Task Uploads(TrackingSession store, Func<Func<Task>, Task> each)
    {
        await each(() => store.BeginUpload("a/big.bin"));
        await each(() => store.BeginUpload("a/gone.bin"));
        await each(() => store.AppendUpload("a/big.bin", Bytes(3, 500)));
        await each(() => store.AppendUpload("a/gone.bin", Bytes(4, 200)));
        await each(store.Checkpoint);
        await each(() => store.AppendUpload("a/big.bin", Bytes(5, 400)));
        await each(() => store.AbortUpload("a/gone.bin"));
        await each(() => store.CompleteUpload("a", "a/big.bin", [.. Bytes(3, 500), .. Bytes(5, 400)]));
        await each(() => store.BeginUpload("b/open.bin"));
        await each(() => store.AppendUpload("b/open.bin", Bytes(6, 300)));
    }

    /// <summary>Removes documents of each kind, some before and some after a checkpoint.</summary>
    public static async Task Reviews(TrackingSession store, Func<Func<Task>, Task> each)
    {
        var reviews = store.Reviews;
        await each(() => reviews.CreateIssue("slow"));
        await each(() => reviews.CreateSchema("right"));
        await each(() => reviews.CreateQueue("safety"));
        await each(() => reviews.CreateQueue("style"));
        await each(() => reviews.StartTrace("tr-1"));
        await each(() => reviews.StartTrace("tr-2"));
        await each(() => reviews.AddItem("safety", "tr-1"));
        await each(() => reviews.AddItem("safety", "tr-2"));
        await each(() => reviews.AddItem("style", "tr-2"));
        await each(() => reviews.DeleteTrace("tr-1"));
        await each(() => reviews.CreateDataset("golden"));
        await each(() => reviews.CreateDataset("old"));
        await each(() => reviews.AddRecords("golden", 1));
        await each(() => reviews.AddRecords("old", 1, 2));
        await each(store.Checkpoint);
        await each(() => reviews.ResolveIssue("slow"));
        await each(() => reviews.Complete("style", "tr-2"));
        await each(() => reviews.DeleteQueue("safety"));
        await each(() => reviews.DeleteSchema("right"));
        await each(() => reviews.DeleteDataset("old"));
    }

    private static async Task Round(TrackingSession store, Func<Func<Task>, Task> each, int i)
    {
        await each(() => store.Log("a", Batch(i * 2, 2, ($"p{i}", $"{i}"), ("round", $"{i}"))));
        await each(() => store.Log("b", Batch(100 - i, 1)));
        if (i % 3 == 0) await each(() => store.WriteArtifact("a", "a/model.bin", Bytes(10 + i, 400 + (i * 20))));
        if (i % 4 == 0) await each(() => store.DeleteArtifacts("a", "a/plots"));
        if (i % 4 == 2) await each(() => store.WriteArtifact("b", "a/plots/roc.png", Bytes(20 + i, 200)));
        if (i == 7) await each(
            () => store.Log("a", new RunBatch(Tags: new Dictionary<string, string> { ["note"] = new('x', 4500) })));
        await each(store.Checkpoint);
    }

    /// <summary>Runs concurrent commits, which share batches.</summary>
    private static async Task LogConcurrently(TrackingSession store, Func<Func<Task>, Task> each)
    {
        for (var i = 0; i < 12; i++)
        {
            var name = $"r{i}";
            await each(() => store.StartRun(name));
        }

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => each(() =>
            store.Log($"r{i}", Batch(i, 2, ("index", $"{i}"), ("filler", new string('y', 300)))))));
        await each(store.Checkpoint);
    }

    private static async Task Endings(TrackingSession store, Func<Func<Task>, Task> each)
    {
        await each(() => store.EndRun("a", RunStatus.Completed));
        await each(() => store.Link("a", "fraud", 1));
        await each(() => store.DeleteRun("r3"));
        await each(() => store.DeleteExperiment("2"));
        await each(() => store.RestoreExperiment("2"));
        await each(() => store.RestoreRun("r3"));
        await each(() => store.WriteArtifact("b", "b/model.bin", Bytes(40, 100)));
        await each(() => store.DeleteArtifacts("a", "a/model.bin"));
        await each(() => store.SetCursor("bus", 20));
        await each(store.Checkpoint);
        await each(() => store.Log("b", Batch(200, 1)));
        await each(store.EndStaleRuns);
        await each(() => store.Log("b", Batch(201, 1)));
        await each(() => store.WriteArtifact("r1", "r1/late.bin", Bytes(41, 50)));
        await each(store.Checkpoint);
        await each(() => store.Log("r2", Batch(202, 1, ("late", "1"), ("late", "1"))));
        await Purges(store, each);
    }

    /// <summary>Purges a run, and an experiment in several commits, of documents in memory and in segments.</summary>
    private static async Task Purges(TrackingSession store, Func<Func<Task>, Task> each)
    {
        await each(() => store.WriteOwnArtifact("r5", "model.bin", Bytes(50, 100)));
        await each(() => store.DeleteRun("r5"));
        await each(() => store.PurgeRun("r5"));
        await each(() => store.CreateExperiment("purged"));
        for (var i = 0; i < 4; i++)
        {
            var name = $"p{i}";
            await each(() => store.StartRun(name, "3"));
            await each(() => store.Log(name, Batch(i, 1)));
            if (i == 1) await each(store.Checkpoint);
            await each(() => store.WriteOwnArtifact(name, "model.bin", Bytes(60 + i, 100)));
        }

        for (var i = 0; i < 4; i++)
        {
            var path = $"plots/{i}.png";
            await each(() => store.WriteOwnArtifact("p3", path, Bytes(70, 50)));
        }

        await each(() => store.DeleteExperiment("3"));
        await each(() => store.PurgeExperiment("3"));
        // A failure interrupts a purge; the service continues it in the background.
        await each(store.Purges.FinishAll);
        await each(() => store.CreateExperiment("purged"));
        await each(store.Checkpoint);
    }
}
