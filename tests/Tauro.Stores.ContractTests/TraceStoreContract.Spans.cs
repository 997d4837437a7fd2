using Tauro.Contracts;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.ContractTests;

public abstract partial class TraceStoreContract
{
    [Fact]
    public async Task Spans_create_a_trace_and_the_root_span_ends_it()
    {
        Ok(await Traces.LogSpans(Default, [NewSpan("2", "1", start: 1_010, end: 1_100)]));
        var open = Ok(await Traces.GetTrace(TraceId));
        Assert.Equal((TraceState.InProgress, 1_010L, 90L), (open.State, open.RequestTime, open.ExecutionDuration));
        Ok(await Traces.LogSpans(Default,
        [
            NewSpan("1", name: "answer", attributes: [("mlflow.spanInputs", "hello"), ("session.id", "s1")]),
        ]));
        var ended = Ok(await Traces.GetTrace(TraceId));
        Assert.Equal((TraceState.Ok, 1_000L, 250L), (ended.State, ended.RequestTime, ended.ExecutionDuration));
        Assert.Equal("hello", ended.RequestPreview);
        Assert.Equal("answer", ended.Tags[TraceKeys.Name]);
        Assert.Equal(TraceKeys.SpansInStore, ended.Tags[TraceKeys.SpansLocation]);
        Assert.Equal("s1", ended.Metadata[TraceKeys.Session]);
        Assert.Equal(["1", "2"], Ok(await Traces.GetSpans(TraceId)).Select(span => span.SpanId.Value.TrimStart('0')));
    }

    [Fact]
    public async Task A_trace_with_a_failed_root_span_is_failed()
    {
        Ok(await Traces.LogSpans(Default, [NewSpan("1", status: "ERROR")]));
        Assert.Equal(TraceState.Error, Ok(await Traces.GetTrace(TraceId)).State);
    }

    [Fact]
    public async Task A_span_logged_again_replaces_the_previous_one()
    {
        Ok(await Traces.LogSpans(Default, [NewSpan("1", end: null)]));
        Assert.Equal(TraceState.InProgress, Ok(await Traces.GetTrace(TraceId)).State);
        Ok(await Traces.LogSpans(Default, [NewSpan("1", name: "old"), NewSpan("1", name: "new")]));
        Assert.Equal("new", Assert.Single(Ok(await Traces.GetSpans(TraceId))).Name);
        Assert.Equal(TraceState.Ok, Ok(await Traces.GetTrace(TraceId)).State);
    }

    [Fact]
    public async Task Values_of_a_started_trace_take_precedence_over_those_of_its_spans()
    {
        Ok(await Traces.LogSpans(Default, [NewSpan("1", attributes: ("mlflow.spanInputs", "found"))]));
        var given = Info(time: 900) with { RequestPreview = "given", State = TraceState.Error };
        var started = Ok(await Traces.StartTrace(given));
        Assert.Equal(("given", TraceState.Error, 900L), (started.RequestPreview, started.State, started.RequestTime));
        Assert.Equal(TraceKeys.SpansInStore, started.Tags[TraceKeys.SpansLocation]);
    }

    [Fact]
    public async Task Tokens_are_summed_without_counting_those_of_a_parent_twice()
    {
        var usage = new TokenUsage(2, 3, 5);
        Ok(await Traces.LogSpans(Default,
        [
            NewSpan("1"), NewSpan("2", "1") with { TokenUsage = usage }, NewSpan("3", "2") with { TokenUsage = usage },
            NewSpan("4", "1") with { TokenUsage = usage },
        ]));
        Assert.Equal(
            """{"input_tokens":4,"output_tokens":6,"total_tokens":10}""",
            Ok(await Traces.GetTrace(TraceId)).Metadata[TraceKeys.TokenUsage]);
    }

    [Fact]
    public async Task Either_all_spans_of_a_request_are_stored_or_none()
    {
        Refused(
            await Traces.LogSpans(new("77"), [NewSpan("1")]), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        var many = Enumerable.Range(1, Limits.SpanBatchMax + 1).Select(i => NewSpan($"{i:x}"));
        Refused(await Traces.LogSpans(Default, [.. many]), ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Refused(await Traces.GetTrace(TraceId), ProblemKind.NotFound, ProblemCodes.TraceNotFound);
    }

    [Fact]
    public async Task Concurrently_logged_spans_are_all_stored()
    {
        await Task.WhenAll(Enumerable.Range(1, 50).Select(async i =>
            Ok(await Traces.LogSpans(Default, [NewSpan($"{i:x}", i == 1 ? null : "1")]))));
        Assert.Equal(50, Ok(await Traces.GetSpans(TraceId)).Count);
    }
}
