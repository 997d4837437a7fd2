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

/// <summary>A review queue with more items than one commit removes.</summary>
public sealed class ReviewQueueDeletionTests
{
    private const int Items = (2 * ReviewItemWrites.ItemsMax) + 1;

    private static readonly ReviewQueue Queue = new()
    {
        QueueId = new("rq-1"), ExperimentId = new("0"), Name = "q",
    };

    [Fact]
    public async Task A_client_that_disconnects_after_the_first_commit_does_not_keep_any_items()
    {
        var disk = await Fill();
        using var client = new CancellationTokenSource();
        await using var engine = Open(disk);
        disk.Changed = _ => client.Cancel();

        var deleted = await new LocalReviewStore(engine, Entropy.System).DeleteQueue(Queue.QueueId, client.Token);

        Assert.True(deleted.IsOk);
        Assert.Equal((0, 0), Left(engine));
    }

    [Fact]
    public async Task A_failure_at_any_operation_leaves_the_complete_queue_or_none_and_opening_removes_the_rest()
    {
        var filled = await Fill();
        var states = new HashSet<(int, int)>();
        for (var operation = 0; ; operation++)
        {
            var disk = filled.Crash(CrashMode.DropUnsynced);
            var engine = Open(disk);
            var first = disk.Operations;
            disk.FailFrom(first + operation, Fault.IoError);
            _ = await Record.ExceptionAsync(
                async () => await new LocalReviewStore(engine, Entropy.System).DeleteQueue(Queue.QueueId));
            var isComplete = disk.Operations <= first + operation;
            var crashed = disk.Crash(CrashMode.DropUnsynced);
            disk.Heal();
            await engine.DisposeAsync();

            await using var opened = Open(crashed);
            var (queues, items) = Left(opened);
            states.Add((queues, items));
            if (queues == 1) Assert.Equal(Items, items);
            await LocalReviewStore.RemoveOrphans(opened);
            Assert.Equal(queues == 1 ? (1, Items) : (0, 0), Left(opened));
            if (isComplete) break;
        }

        Assert.Equal(
            [(0, 0), (0, 1), (0, 1 + ReviewItemWrites.ItemsMax), (1, Items)],
            states.Order());
    }

    private static (int Queues, int Items) Left(LocalEngine<TrackingState> engine) =>
        (engine.State.ReviewQueues.Count, engine.State.ReviewItems.Count);

    private static async Task<SimulatedDisk> Fill()
    {
        var disk = new SimulatedDisk();
        await using var engine = Open(disk);
        await engine.Commit<Done>((state, change) =>
        {
            change.Put(state.ReviewQueues, Queue);
            for (var i = 0; i < Items; i++)
                change.Put(
                    state.ReviewItems, new ReviewQueueItem { QueueId = Queue.QueueId, TraceId = new($"tr-{i}") });
            return default(Done);
        }, default);
        return disk;
    }

    private static LocalEngine<TrackingState> Open(SimulatedDisk disk)
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        return LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, new FrozenClock(), NullLogger.Instance));
    }
}
