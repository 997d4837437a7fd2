using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>Traces of an experiment with more documents than one commit removes.</summary>
public sealed class LargeTraceDeletionTests
{
    private const int AssessmentsPerTrace = 2;
    private const int DocumentsPerTrace = AssessmentsPerTrace + 1;
    private const int PurgedPerCommit = 10;
    private static readonly ExperimentId Experiment = new("1");

    public enum Kind
    {
        Deletion,
        Purge,
    }

    /// <summary>A deletion ends with its client, who repeats it; a purge is continued by the store.</summary>
    [Theory]
    [InlineData(Kind.Deletion, 3_400, (TraceDeletions.DocumentsMax / DocumentsPerTrace) + 1)]
    [InlineData(Kind.Purge, 11, PurgedPerCommit / DocumentsPerTrace)]
    public async Task A_failure_at_any_operation_leaves_complete_traces_and_the_rest_can_be_removed(
        Kind kind, int traces, int tracesPerCommit)
    {
        var filled = await Fill(traces, isDeleted: kind == Kind.Purge);
        var found = new SortedSet<int>();
        for (var operation = 0; ; operation++)
        {
            var disk = filled.Crash(CrashMode.DropUnsynced);
            var store = await Store.Open(disk);
            var first = disk.Operations;
            disk.FailFrom(first + operation, Fault.IoError);
            _ = await Record.ExceptionAsync(() => store.Remove(kind));
            var isComplete = disk.Operations <= first + operation;
            var crashed = disk.Crash(CrashMode.DropUnsynced);
            disk.Heal();
            await store.DisposeAsync();

            await using var opened = await Store.Open(crashed);
            found.Add(opened.CountComplete());
            if (kind == Kind.Purge) await opened.Purges.FinishAll();
            await opened.Remove(kind);
            Assert.Equal(0, opened.CountComplete());
            if (isComplete) break;
        }

        var expected = Enumerable.Range(0, (traces / tracesPerCommit) + 1).Select(i => traces - (i * tracesPerCommit));
        Assert.Equal(new SortedSet<int>(expected.Append(0)), found);
    }

    private static async Task<SimulatedDisk> Fill(int traces, bool isDeleted)
    {
        var disk = new SimulatedDisk();
        await using var store = await Store.Open(disk);
        var experiment = (await store.Runs.CreateExperiment(new NewExperiment("traces"))).Value;
        Assert.Equal(Experiment, experiment.ExperimentId);
        await store.Engine.Commit<Done>((state, change) =>
        {
            for (var i = 0; i < traces; i++)
            {
                var trace = new Trace { TraceId = new($"tr-{i}"), ExperimentId = Experiment, RequestTime = i };
                change.Put(state.Traces, trace);
                for (var j = 0; j < AssessmentsPerTrace; j++)
                    change.Put(
                        state.Assessments,
                        new Assessment { AssessmentId = new($"a-{j}"), TraceId = trace.TraceId, Name = "a" });
            }

            return default(Done);
        }, default);
        if (isDeleted) Assert.True((await store.Runs.DeleteExperiment(Experiment)).IsOk);
        return disk;
    }

    private sealed class Store : IAsyncDisposable
    {
        public required LocalEngine<TrackingState> Engine { get; init; }

        public required LocalRunStore Runs { get; init; }

        public required LocalPurgeStore Purges { get; init; }

        public static async Task<Store> Open(SimulatedDisk disk)
        {
            var options = new LocalStoreOptions
            {
                Background = false, FreeBytesMin = 0, PurgedPerCommit = PurgedPerCommit,
            };
            var engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
                disk, () => new TrackingState(options), options, new FrozenClock(), NullLogger.Instance));
            var (_, catalogue) = await LocalArtifacts.OpenBoth(engine, Entropy.System);
            return new Store
            {
                Engine = engine,
                Runs = await LocalRunStore.Open(engine, Entropy.System),
                Purges = new LocalPurgeStore(engine, catalogue, Entropy.System),
            };
        }

        /// <summary>Returns the number of traces. Each must have all its assessments, and no other has any.</summary>
        public int CountComplete()
        {
            var state = Engine.State;
            Assert.All(
                state.Traces.All, trace => Assert.Equal(AssessmentsPerTrace, state.Assessments.CountIn(trace.TraceId)));
            Assert.Equal(AssessmentsPerTrace * state.Traces.Count, state.Assessments.Count);
            return state.Traces.Count;
        }

        public async Task Remove(Kind kind)
        {
            if (kind == Kind.Purge) await Purges.PurgeExperiment(Experiment);
            else await new LocalTraceStore(Engine, Entropy.System).DeleteTraces(Experiment, new TraceDeletion());
        }

        public ValueTask DisposeAsync() => Engine.DisposeAsync();
    }
}
