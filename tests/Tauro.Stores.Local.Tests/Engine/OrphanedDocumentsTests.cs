using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Evaluation;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Evaluation;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>
/// A review queue with more items, and an evaluation dataset with more records, than one commit removes.
/// </summary>
public sealed class OrphanedDocumentsTests
{
    private const int ItemsPerCommit = ReviewItemWrites.ItemsMax;
    private const int Items = (2 * ItemsPerCommit) + 1;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private static readonly ReviewQueue Queue = new()
    {
        QueueId = new("rq-1"), ExperimentId = new("0"), Name = "q",
    };

    private static readonly EvaluationDataset Dataset = new()
    {
        DatasetId = new("d-1"), Name = "d", Digest = "0", RecordCount = Items,
    };

    public enum Kind
    {
        Queue,
        Dataset,
    }

    [Theory]
    [InlineData(Kind.Queue)]
    [InlineData(Kind.Dataset)]
    public async Task A_client_that_disconnects_after_the_first_commit_does_not_keep_any_items(Kind kind)
    {
        var disk = await Fill(kind);
        using var client = new CancellationTokenSource();
        await using var engine = Open(disk);
        disk.Changed = _ => client.Cancel();

        var deleted = await Delete(engine, kind, client.Token);

        Assert.True(deleted.IsOk);
        Assert.Equal((0, 0), Left(engine));
    }

    [Theory]
    [InlineData(Kind.Queue)]
    [InlineData(Kind.Dataset)]
    public async Task A_failure_at_any_operation_leaves_all_or_nothing_visible_and_opening_removes_the_rest(Kind kind)
    {
        var filled = await Fill(kind);
        var states = new HashSet<(int, int)>();
        for (var operation = 0; ; operation++)
        {
            var disk = filled.Crash(CrashMode.DropUnsynced);
            var engine = Open(disk);
            var first = disk.Operations;
            disk.FailFrom(first + operation, Fault.IoError);
            _ = await Record.ExceptionAsync(async () => await Delete(engine, kind, CancellationToken.None));
            var isComplete = disk.Operations <= first + operation;
            var crashed = disk.Crash(CrashMode.DropUnsynced);
            disk.Heal();
            await engine.DisposeAsync();

            await using var opened = Open(crashed);
            var (owners, items) = Left(opened);
            states.Add((owners, items));
            if (owners == 1) Assert.Equal(Items, items);
            await LocalReviewStore.Orphans(opened).Finish();
            await LocalEvaluationStore.Orphans(opened).Finish();
            Assert.Equal(owners == 1 ? (1, Items) : (0, 0), Left(opened));
            if (isComplete) break;
        }

        Assert.Equal(
            [(0, 0), (0, 1), (0, 1 + ItemsPerCommit), (1, Items)],
            states.Order());
    }

    [Theory]
    [InlineData(Kind.Queue)]
    [InlineData(Kind.Dataset)]
    public async Task After_a_failure_the_rest_is_removed_in_the_background(Kind kind)
    {
        var disk = await Fill(kind);
        await using var engine = Open(disk, background: true);
        disk.Changed = _ =>
        {
            if (!disk.Tail.Split("; ")[^1].Contains(": sync journal/journal-")) return;
            disk.Changed = null;
            disk.FailFrom(disk.Operations, Fault.IoError);
        };

        Assert.True((await Delete(engine, kind, CancellationToken.None)).IsOk);
        Assert.NotEqual((0, 0), Left(engine));
        disk.Heal();

        using var timeout = new CancellationTokenSource(Timeout);
        while (Left(engine) != (0, 0)) await Task.Delay(20, timeout.Token);
    }

    private static (int Owners, int Items) Left(LocalEngine<TrackingState> engine) => (
        engine.State.ReviewQueues.Count + engine.State.EvaluationDatasets.Count,
        engine.State.ReviewItems.Count + engine.State.Records.Count);

    private static ValueTask<StoreOutcome<Done>> Delete(
        LocalEngine<TrackingState> engine, Kind kind, CancellationToken cancel) => kind == Kind.Queue
            ? new LocalReviewStore(engine, Entropy.System).DeleteQueue(Queue.QueueId, cancel)
            : new LocalEvaluationStore(engine, Entropy.System).DeleteDataset(Dataset.DatasetId, cancel);

    private static async Task<SimulatedDisk> Fill(Kind kind)
    {
        var disk = new SimulatedDisk();
        await using var engine = Open(disk);
        await engine.Commit<Done>((state, change) =>
        {
            if (kind == Kind.Queue) change.Put(state.ReviewQueues, Queue);
            else change.Put(state.EvaluationDatasets, Dataset);
            for (var i = 0; i < Items; i++)
                if (kind == Kind.Queue)
                    change.Put(state.ReviewItems, NewItem(i));
                else
                    change.Put(state.Records, NewRecord(i));
            return default(Done);
        }, default);
        await engine.Checkpoints.Run(); // Segments open faster than the journal is replayed.
        return disk;
    }

    private static ReviewQueueItem NewItem(int i) => new() { QueueId = Queue.QueueId, TraceId = new($"tr-{i}") };

    private static EvaluationRecord NewRecord(int i) => new()
    {
        RecordId = new($"dr-{i}"), DatasetId = Dataset.DatasetId, InputsHash = $"{i}", Position = i,
        Inputs = JsonElement.Parse("{}"),
    };

    private static LocalEngine<TrackingState> Open(SimulatedDisk disk, bool background = false)
    {
        var options = new LocalStoreOptions { Background = background, FreeBytesMin = 0 };
        return LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options,
            background ? TimeProvider.System : new FrozenClock(), NullLogger.Instance));
    }
}
