using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class TraceDecisionTests
{
    private static readonly Experiment Active =
        new() { ExperimentId = new("1"), Name = "e", ArtifactLocation = "a:/1" };

    private static readonly Trace Existing =
        new() { TraceId = new("tr-1"), ExperimentId = new("1"), RequestTime = 500 };

    [Fact]
    public void A_trace_needs_an_active_experiment()
    {
        var deleted = Active with { LifecycleStage = LifecycleStage.Deleted };

        Assert.Equal(
            "a:/1/traces/tr-1/artifacts",
            Ok(TraceWrites.Start(Active, null, Existing, [], Now)).Value.Tags[TraceKeys.ArtifactLocation]);
        Assert.Equal(new ExperimentMissing(new("1")), TraceWrites.Start(null, null, Existing, [], Now).Problem);
        Assert.Equal(new ExperimentInactive(new("1")), TraceWrites.Start(deleted, null, Existing, [], Now).Problem);
    }

    [Fact]
    public void A_trace_created_by_its_spans_keeps_its_experiment_and_tags()
    {
        var before = Existing with { Tags = new Dictionary<string, string> { ["a"] = "1" }, RunIds = [new("r")] };
        var sent = Existing with { ExperimentId = new("2"), Tags = new Dictionary<string, string> { ["b"] = "2" } };

        var after = Ok(TraceWrites.Start(
            Active with { ExperimentId = new("2") }, new TraceAggregate(before, [], []), sent, [], Now)).Value;

        Assert.Equal(("1", "r"), (after.ExperimentId, Assert.Single(after.RunIds)));
        Assert.Equal(["a", "b"], after.Tags.Keys);
    }

    [Fact]
    public void Assessments_of_a_trace_get_ids_and_times_if_they_have_none()
    {
        var sent = Existing with
        {
            Assessments = [Feedback("", "") with { CreateTime = 5 }, Feedback("own", "") with { CreateTime = 6 }],
        };

        var decided = Ok(TraceWrites.Start(Active, null, sent, [new("a-1"), new("a-2")], Now));

        Assert.Equal(
            [("a-1", 5L, Now), ("own", 6L, Now)],
            decided.Value.Assessments.Select(
                assessment => (assessment.AssessmentId.Value, assessment.CreateTime, assessment.LastUpdateTime)));
        Assert.Empty(Assert.IsType<TraceFact.PutTrace>(decided.Facts[0]).Trace.Assessments);
    }

    [Fact]
    public void An_overridden_assessment_is_invalid_until_the_other_is_deleted()
    {
        var loaded = new TraceAggregate(Existing, [Feedback("a-1", "tr-1")], []);
        var created = Ok(AssessmentWrites.Create(
            loaded, Feedback("", "tr-1") with { Overrides = new("a-1") }, new("a-2"), Now));
        var (first, second) = (Put(created.Facts[0]), Put(created.Facts[1]));
        Assert.Equal(("a-1", false, "a-2"), (first.AssessmentId, first.Valid, second.AssessmentId));

        var deleted = Ok(AssessmentWrites.Delete(
            loaded with { Assessments = [first, second] }, new("tr-1"), new("a-2"), Now));

        Assert.Equal(("a-1", true), (Put(deleted.Facts[0]).AssessmentId, Put(deleted.Facts[0]).Valid));
        Assert.Equal(new TraceFact.RemoveAssessment(new("tr-1"), new("a-2")), deleted.Facts[1]);

        static Assessment Put(TraceFact fact) => Assert.IsType<TraceFact.PutAssessment>(fact).Assessment;
    }

    [Fact]
    public void Feedback_cannot_become_an_expectation() => Assert.Equal(
        new AssessmentKindFixed(new("a-1"), "feedback", "expectation"),
        AssessmentWrites.Update(
            new TraceAggregate(Existing, [Feedback("a-1", "tr-1")], []), new("tr-1"), new("a-1"),
            new AssessmentChange(Expectation: Json("1")), Now).Problem);

    [Fact]
    public void A_trace_is_linked_to_a_run_once()
    {
        var linked = Existing with { RunIds = [new("r")] };
        var other = Existing with { TraceId = new("tr-2") };

        var decided = Ok(TraceWrites.LinkToRun(new("r"), true, [new("tr-1"), new("tr-2")], [linked, other]));

        Assert.Equal("tr-2", Assert.IsType<TraceFact.PutTrace>(Assert.Single(decided.Facts)).Trace.TraceId);
        Assert.Equal(
            new RunMissing(new("r")), TraceWrites.LinkToRun(new("r"), false, [new("tr-1")], [Existing]).Problem);
    }

    [Fact]
    public void Repeating_a_link_to_prompts_or_a_tag_changes_nothing()
    {
        PromptReference[] prompts = [new("greet", "1")];
        var linked = PutTrace(TraceWrites.LinkPrompts(Existing, new("tr-1"), prompts));
        var trace = PutTrace(TraceWrites.SetTag(linked, new("tr-1"), "a", "b"));

        Assert.Empty(Ok(TraceWrites.LinkPrompts(trace, new("tr-1"), prompts)).Facts);
        Assert.Empty(Ok(TraceWrites.SetTag(trace, new("tr-1"), "a", "b")).Facts);

        static Trace PutTrace(StoreOutcome<Decision<TraceFact, Done>> decided) =>
            Assert.IsType<TraceFact.PutTrace>(Assert.Single(Ok(decided).Facts)).Trace;
    }

    [Fact]
    public void The_last_version_of_a_span_counts_and_the_number_of_spans_is_limited()
    {
        var batch = Ok(SpanBatch.From([Span("1"), Span("1") with { EndTime = 9_000_000 }], content => content));

        var made = Ok(SpanWrites.Log(Active, new("1"), batch, _ => null));
        Assert.Equal(2, made.Facts.Count);
        Assert.Equal(9, Assert.IsType<TraceFact.PutTrace>(made.Facts[0]).Trace.ExecutionDuration);

        var many = new SpanTree();
        for (var i = 2; i < Limits.TraceSpansMax + 2; i++) many.Put(Span($"{i}"));
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            SpanWrites.Log(Active, new("1"), batch, _ => new OpenTrace(Existing, many)).Problem?.Code);
    }

    [Fact]
    public void The_oldest_traces_are_deleted_first_with_their_spans_and_assessments()
    {
        Trace[] traces = [Existing, Existing with { TraceId = new("tr-0"), RequestTime = 400 }];
        var oldest = TraceDeletions.Select(traces, new TraceDeletion(RequestTimeMax: 500)).ToList();
        Assert.Equal([new("tr-0"), new("tr-1")], oldest.Select(trace => trace.TraceId));

        var decided = TraceDeletions.Remove(
            oldest.Select(trace => new TraceAggregate(trace, [Feedback("a-1", trace.TraceId)], [Span("1")])), 1);

        Assert.Equal((1, false), decided.Value);
        Assert.Equal(
            [
                new TraceFact.RemoveSpan(new("tr-0"), new("1")),
                new TraceFact.RemoveAssessment(new("tr-0"), new("a-1")),
                new TraceFact.RemoveTrace(new("tr-0")),
            ],
            decided.Facts);
    }

    [Fact]
    public void A_deletion_of_many_documents_continues_in_another_commit()
    {
        var spans = Enumerable.Range(0, TraceDeletions.DocumentsMax).Select(i => Span($"{i}"));
        var other = Existing with { TraceId = new("tr-2") };

        Assert.Equal(
            (1, true),
            TraceDeletions.Remove([new(Existing, [], spans), new(other, [], [])], int.MaxValue).Value);
    }

    private static Assessment Feedback(string id, string traceId) =>
        new() { AssessmentId = new(id), TraceId = new(traceId), Name = "good", Feedback = Json("true") };

    private static Span Span(string id) =>
        new(new("tr-1"), new(id), null, "", null, "UNSET", 0, null, SpanContent.From("{}"u8));
}
