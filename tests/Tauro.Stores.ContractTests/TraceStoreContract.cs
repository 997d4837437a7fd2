using System.Text;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Filters;
using Tauro.Stores.Traces;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="ITraceStore"/>, which every backend inherits.</summary>
public abstract partial class TraceStoreContract : TrackingStoreContract
{
    private const string First = "tr-0123456789abcdef0123456789abcdef";
    private static readonly TraceId TraceId = new(First);
    private static readonly ExperimentId Default = new("0");
    private const long Millisecond = 1_000_000;

    private static Trace Info(string id = First, long time = 1_000) =>
        new() { TraceId = new(id), ExperimentId = Default, RequestTime = time, State = TraceState.InProgress };

    /// <param name="id">One hexadecimal digit.</param>
    /// <param name="parent">One hexadecimal digit; null for a root.</param>
    /// <param name="start">Milliseconds.</param>
    /// <param name="end">Milliseconds.</param>
    /// <param name="attributes">String attributes.</param>
    private static Span NewSpan(
        string id, string? parent = null, long start = 1_000, long? end = 1_250, string trace = First,
        string name = "step", string? type = null, string status = "OK", params (string Key, string Value)[] attributes)
    {
        var json = JsonSerializer.Serialize(new
        {
            name,
            attributes = attributes.Select(pair => new { key = pair.Key, value = new { string_value = pair.Value } }),
        });
        return new Span(
            new(trace), SpanIdOf(id), parent is null ? null : SpanIdOf(parent), name, type, status,
            start * Millisecond, end * Millisecond, SpanContent.From(Encoding.UTF8.GetBytes(json)));
    }

    private static SpanId SpanIdOf(string id) => new(id.PadLeft(16, '0'));

    private static Assessment Feedback(string name, object value, string trace = First) => new()
    {
        AssessmentId = default, TraceId = new(trace), Name = name,
        Feedback = JsonSerializer.SerializeToElement(new { value }),
    };

    private async Task<string[]> Search(string filter, params string[] orderBy)
    {
        var query = new TraceQuery(
            [Default], new PageRequest(), Ok(FilterParser.Parse(filter, FilterVocabulary.Traces)),
            Ok(OrderByParser.Parse(orderBy, FilterVocabulary.Traces)));
        return [.. Ok(await Traces.SearchTraces(query)).Items.Select(trace => trace.TraceId)];
    }

    [Fact]
    public async Task A_trace_is_read_back_as_it_was_started()
    {
        var started = Ok(await Traces.StartTrace(Info() with
        {
            ClientRequestId = "mine", RequestPreview = "in", ResponsePreview = "out", ExecutionDuration = 5,
            State = TraceState.Ok, Tags = new Dictionary<string, string> { ["team"] = "fraud" },
            Metadata = new Dictionary<string, string> { ["mlflow.sourceRun"] = "r1" },
        }));
        Assert.Equal($"mlflow-artifacts:/0/traces/{TraceId}/artifacts", started.Tags[TraceKeys.ArtifactLocation]);
        var read = Ok(await Traces.GetTrace(TraceId));
        Assert.Equal(JsonSerializer.Serialize(started), JsonSerializer.Serialize(read));
        Assert.Equal("fraud", read.Tags["team"]);
    }

    [Fact]
    public async Task An_ended_trace_has_a_duration_and_keeps_its_values()
    {
        var tags = new Dictionary<string, string> { ["team"] = "fraud", ["a"] = "1" };
        Ok(await Traces.StartTrace(Info(time: 1_000) with { Tags = tags, ClientRequestId = "mine" }));
        var ending = new TraceEnding(
            1_250, TraceState.Error, new Dictionary<string, string> { ["m"] = "1" },
            new Dictionary<string, string> { ["a"] = "2" });
        var ended = Ok(await Traces.EndTrace(TraceId, ending));
        Assert.Equal((250, TraceState.Error, "mine"), (ended.ExecutionDuration, ended.State, ended.ClientRequestId));
        Assert.Equal(("fraud", "2", "1"), (ended.Tags["team"], ended.Tags["a"], ended.Metadata["m"]));
        Assert.Equal(0, Ok(await Traces.EndTrace(TraceId, ending with { Time = 1 })).ExecutionDuration);
        Refused(await Traces.EndTrace(new("tr-x"), ending), ProblemKind.NotFound, ProblemCodes.TraceNotFound);
    }

    [Fact]
    public async Task Traces_are_counted_for_each_filter()
    {
        for (var i = 1; i <= 3; i++) Ok(await Traces.StartTrace(Info($"tr-{i}", i)));
        var late = Ok(FilterParser.Parse("timestamp_ms > 1", FilterVocabulary.Traces));
        Assert.Equal([3, 2], Ok(await Traces.CountTraces([Default, Default, new("77")], [null, late])));
        Assert.Equal([0], Ok(await Traces.CountTraces([], [null])));
    }

    [Fact]
    public async Task A_trace_in_an_unknown_experiment_is_refused() => Refused(
        await Traces.StartTrace(Info() with { ExperimentId = new("77") }), ProblemKind.NotFound,
            ProblemCodes.ExperimentNotFound);

    [Fact]
    public async Task A_trace_in_a_deleted_experiment_is_refused()
    {
        var experiment = await NewExperiment();
        await Runs.DeleteExperiment(experiment.ExperimentId);
        Refused(
            await Traces.StartTrace(Info() with { ExperimentId = experiment.ExperimentId }),
            ProblemKind.Conflict, ProblemCodes.ExperimentDeleted);
    }

    [Fact]
    public async Task Traces_are_returned_in_the_requested_order_without_unknown_ones()
    {
        Ok(await Traces.StartTrace(Info("tr-a")));
        Ok(await Traces.StartTrace(Info("tr-b")));
        var found = Ok(await Traces.GetTraces([new("tr-b"), new("tr-x"), new("tr-a"), new("tr-b")]));
        Assert.Equal([new("tr-b"), new("tr-a")], found.Select(trace => trace.TraceId));
    }

    [Fact]
    public async Task Tags_are_set_and_deleted_and_an_absent_one_is_not_found()
    {
        Ok(await Traces.StartTrace(Info()));
        Ok(await Traces.SetTraceTag(TraceId, "team", "fraud"));
        Assert.Equal("fraud", Ok(await Traces.GetTrace(TraceId)).Tags["team"]);
        Ok(await Traces.DeleteTraceTag(TraceId, "team"));
        Assert.DoesNotContain("team", Ok(await Traces.GetTrace(TraceId)).Tags.Keys);
        Refused(await Traces.DeleteTraceTag(TraceId, "team"), ProblemKind.NotFound, ProblemCodes.TagNotFound);
        Refused(await Traces.SetTraceTag(new("tr-x"), "a", "b"), ProblemKind.NotFound, ProblemCodes.TraceNotFound);
    }

    [Fact]
    public async Task Deleting_by_time_deletes_the_oldest_first_and_only_in_its_experiment()
    {
        var other = (await NewExperiment()).ExperimentId;
        Ok(await Traces.StartTrace(Info("tr-other") with { ExperimentId = other }));
        for (var i = 1; i <= 4; i++) Ok(await Traces.StartTrace(Info($"tr-{i}", i * 100)));
        Assert.Equal(2, Ok(await Traces.DeleteTraces(Default, new TraceDeletion(RequestTimeMax: 300, TracesMax: 2))));
        Assert.Equal(["tr-4", "tr-3"], await Search(""));
        Assert.Equal(1, Ok(await Traces.DeleteTraces(Default, new TraceDeletion(RequestTimeMax: 300))));
        Assert.Equal(0, Ok(await Traces.DeleteTraces(Default, new TraceDeletion([new("tr-other"), new("tr-x")]))));
        Assert.True((await Traces.GetTrace(new("tr-other"))).IsOk);
    }

    [Fact]
    public async Task Deleting_a_trace_deletes_its_spans_and_assessments()
    {
        Ok(await Traces.LogSpans(Default, [NewSpan("1"), NewSpan("2", "1")]));
        Ok(await Traces.CreateAssessment(Feedback("good", true)));
        Assert.Equal(1, Ok(await Traces.DeleteTraces(Default, new TraceDeletion([TraceId]))));
        Refused(await Traces.GetSpans(TraceId), ProblemKind.NotFound, ProblemCodes.TraceNotFound);
        var again = Ok(await Traces.StartTrace(Info()));
        Assert.Empty(again.Assessments);
        Assert.Empty(Ok(await Traces.GetSpans(TraceId)));
    }

    [Fact]
    public async Task Traces_linked_to_a_run_are_found_once_by_the_run()
    {
        var run = await NewRun();
        Ok(await Traces.StartTrace(Info("tr-a")));
        Ok(await Traces.StartTrace(Info("tr-b") with
        {
            Metadata = new Dictionary<string, string> { [TraceKeys.SourceRun] = run.RunId },
        }));
        for (var i = 0; i < 2; i++)
            Ok(await Traces.LinkTracesToRun(run.RunId, [new("tr-a"), new("tr-b"), new("tr-x")]));
        Assert.Equal(["tr-a", "tr-b"], await Search($"run_id = '{run.RunId}'"));
        Refused(
            await Traces.LinkTracesToRun(new("none"), [new("tr-a")]), ProblemKind.NotFound, ProblemCodes.RunNotFound);
    }

    [Fact]
    public async Task Prompts_are_linked_once_and_found()
    {
        Ok(await Traces.StartTrace(Info()));
        for (var i = 0; i < 2; i++) Ok(await Traces.LinkPrompts(TraceId, [new("greet", "1"), new("greet", "2")]));
        Assert.Equal(
            """[{"name":"greet","version":"1"},{"name":"greet","version":"2"}]""",
            Ok(await Traces.GetTrace(TraceId)).Tags[TraceKeys.LinkedPrompts]);
        Assert.Equal([TraceId], await Search("prompt = 'greet/2'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traces_are_unchanged_when_the_store_is_opened_again(bool settled)
    {
        var value = new string('x', 100_000);
        Ok(await Traces.LogSpans(Default, [NewSpan("1", attributes: ("mlflow.spanInputs", value))]));
        Ok(await Traces.CreateAssessment(Feedback("score", 0.5)));
        Ok(await Traces.StartTrace(Info("tr-gone")));
        if (settled) await Store.Checkpoint();
        Ok(await Traces.DeleteTraces(Default, new TraceDeletion([new("tr-gone")])));
        Ok(await Traces.SetTraceTag(TraceId, "a", "b"));
        if (settled) await Store.Checkpoint();
        var before = JsonSerializer.Serialize(Ok(await Traces.GetTrace(TraceId)));

        await Store.Reopen();

        Assert.Equal(before, JsonSerializer.Serialize(Ok(await Traces.GetTrace(TraceId))));
        var span = Assert.Single(Ok(await Traces.GetSpans(TraceId)));
        Assert.Equal(value, span.Content.Attributes()["mlflow.spanInputs"]);
        Assert.False((await Traces.GetTrace(new("tr-gone"))).IsOk);
        Assert.Equal([TraceId], await Search("feedback.score > 0.4 AND trace.text LIKE '%xxx%'"));
    }
}
