using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.ContractTests;

public abstract partial class TraceStoreContract
{
    [Fact]
    public async Task An_assessment_gets_an_id_and_is_returned_with_its_trace()
    {
        Ok(await Traces.StartTrace(Info()));
        var made = Ok(await Traces.CreateAssessment(Feedback("good", true) with
        {
            Source = new AssessmentSource("HUMAN", "ann"), Rationale = "reads well",
        }));
        Assert.Matches("^a-[0-9a-f]{32}$", made.AssessmentId);
        Assert.True(made.CreateTime > 0);
        var read = Ok(await Traces.GetAssessment(TraceId, made.AssessmentId));
        Assert.Equal(JsonSerializer.Serialize(made), JsonSerializer.Serialize(read));
        Assert.Equal(made.AssessmentId, Assert.Single(Ok(await Traces.GetTrace(TraceId)).Assessments).AssessmentId);
    }

    [Fact]
    public async Task An_assessment_of_an_unknown_trace_is_refused() => Refused(
        await Traces.CreateAssessment(Feedback("good", true)), ProblemKind.NotFound, ProblemCodes.TraceNotFound);

    [Fact]
    public async Task Feedback_cannot_become_an_expectation_and_metadata_is_added()
    {
        Ok(await Traces.StartTrace(Info()));
        var made = Ok(await Traces.CreateAssessment(Feedback("good", 1) with
        {
            Metadata = new Dictionary<string, string> { ["a"] = "1" },
        }));
        Invalid(await Traces.UpdateAssessment(TraceId, made.AssessmentId, new(Expectation: made.Feedback)));
        var changed = Ok(await Traces.UpdateAssessment(TraceId, made.AssessmentId, new(
            Rationale: "why", Metadata: new Dictionary<string, string> { ["b"] = "2" })));
        Assert.Equal("why", changed.Rationale);
        Assert.Equal(["a", "b"], changed.Metadata.Keys.Order());
        Refused(
            await Traces.UpdateAssessment(TraceId, new("a-x"), new()), ProblemKind.NotFound,
                ProblemCodes.AssessmentNotFound);
    }

    [Fact]
    public async Task An_overridden_assessment_is_valid_again_when_the_other_is_deleted()
    {
        Ok(await Traces.StartTrace(Info()));
        var first = Ok(await Traces.CreateAssessment(Feedback("good", "no")));
        var second = Ok(await Traces.CreateAssessment(Feedback("good", "yes") with { Overrides = first.AssessmentId }));
        Assert.False(Ok(await Traces.GetAssessment(TraceId, first.AssessmentId)).Valid);
        Assert.Empty(await Search("feedback.good = 'no'"));
        for (var i = 0; i < 2; i++) Ok(await Traces.DeleteAssessment(TraceId, second.AssessmentId));
        Assert.True(Ok(await Traces.GetAssessment(TraceId, first.AssessmentId)).Valid);
        Refused(
            await Traces.CreateAssessment(Feedback("good", 1) with { Overrides = new("a-x") }),
            ProblemKind.NotFound, ProblemCodes.AssessmentNotFound);
    }
}
