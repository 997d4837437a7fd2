using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Evaluation;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>Traces, and what refers to them: the cost of reads, and the largest documents.</summary>
public sealed class TraceReferenceTests : IAsyncLifetime
{
    private const int ManyBytes = 50_000;
    private static readonly ExperimentId Default = new("0");
    private static readonly JsonElement Reference = JsonSerializer.SerializeToElement(new { issue_name = "a" });

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-references-");
    private LocalEngine<TrackingState> engine = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            new FolderDisk(folder.FullName), () => new TrackingState(options), options, new FrozenClock(),
            NullLogger.Instance));
        await LocalRunStore.Prepare(engine, Entropy.System);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Deleting_traces_does_not_look_into_the_queues_that_do_not_have_them()
    {
        var traces = new LocalTraceStore(engine, Entropy.System);
        await traces.StartTrace(new Trace { TraceId = new("tr-1"), ExperimentId = Default });
        await Put((state, change) =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                var queue = new ReviewQueue { QueueId = new($"rq-{i}"), ExperimentId = Default, Name = "q" };
                change.Put(state.ReviewQueues, queue);
            }

            change.Put(state.ReviewItems, new ReviewQueueItem { QueueId = new("rq-7"), TraceId = new("tr-1") });
        });
        long allocated = 0;

        await engine.RunBetweenBatches((_, _) => allocated = GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1, (await traces.DeleteTraces(Default, new TraceDeletion { TraceIds = [new("tr-1")] })).Value);
        await engine.RunBetweenBatches((_, _) => allocated = GC.GetAllocatedBytesForCurrentThread() - allocated);

        Assert.InRange(allocated, 0, ManyBytes);
        Assert.Equal(0, engine.State.ReviewItems.Count);
    }

    [Fact]
    public async Task Counting_the_traces_of_an_issue_does_not_read_the_assessments_of_others()
    {
        var issues = new LocalIssueStore(engine, Entropy.System);
        var issue = (await issues.CreateIssue(new NewIssue(Default, "a", "d"))).Value;
        await Put((state, change) =>
        {
            for (var i = 0; i < 10_000; i++) change.Put(state.Assessments, Refer($"tr-{i}", "iss-other"));
            change.Put(state.Assessments, Refer("tr-1", issue.IssueId));
        });

        var query = new IssueQuery(Default, new PageRequest(), CountsTraces: true);
        Assert.True((await issues.SearchIssues(query)).IsOk); // The first call also prepares the serializer.

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = issues.SearchIssues(query);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ManyBytes);

        Assert.Equal(1, Assert.Single((await found).Value.Items).TraceCount);
    }

    [Fact]
    public async Task An_assessment_that_gets_another_name_counts_for_that_issue_only()
    {
        await Put((state, change) =>
        {
            change.Put(state.Assessments, Refer("tr-1", "iss-1"));
            change.Put(state.Assessments, Refer("tr-1", "iss-1") with { AssessmentId = new("a-2") });
            change.Put(state.Assessments, Refer("tr-2", "iss-1"));
        });
        Assert.Equal((2, 0), Counts());
        await Put((state, change) => change.Put(state.Assessments, Refer("tr-2", "iss-2")));
        Assert.Equal((1, 1), Counts());
        await Remove("tr-1");
        Assert.Equal((1, 1), Counts());
        await Remove("tr-2");
        Assert.Equal((1, 0), Counts());

        Task Remove(string traceId) => Put((state, change) => change.Remove(
            state.Assessments, TraceTables.AssessmentKey(new(traceId), new("a"))));

        (int, int) Counts() => (
            engine.State.Assessments.CountTraces(new("iss-1")), engine.State.Assessments.CountTraces(new("iss-2")));
    }

    [Fact]
    public async Task A_document_that_no_commit_can_hold_is_refused_with_its_size_and_the_limit()
    {
        var value = new string('<', Limits.TraceValueLengthMax); // Stored JSON has six bytes for each.
        var tags = Enumerable.Range(1, Limits.TagsMax - 1).ToDictionary(i => $"t{i}", _ => value);

        var refused = (await new LocalTraceStore(engine, Entropy.System).StartTrace(new Trace
        {
            TraceId = new("tr-1"), ExperimentId = Default, Tags = tags, Metadata = tags,
        })).Problem;

        Assert.Equal((ProblemKind.Invalid, ProblemCodes.LimitExceeded), (refused?.Kind, refused?.Code));
        Assert.Contains("has more than 67108864 bytes as stored", refused?.Message, StringComparison.Ordinal);
        Assert.Equal(0, engine.State.Traces.Count);
    }

    private static Assessment Refer(string traceId, string issueId) => new()
    {
        AssessmentId = new("a"), TraceId = new(traceId), Name = issueId, Issue = Reference,
    };

    private async Task Put(Action<TrackingState, Change> write) => await engine.Commit<Done>((state, change) =>
    {
        write(state, change);
        return default(Done);
    }, default);
}
