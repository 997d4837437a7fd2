using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Feedback on a trace, and expectations of it.</summary>
internal static class Assessments
{
    public static async Task<MlflowAnswer> Create(MlflowRequest request, ITraceStore store)
    {
        var assessment = AssessmentMessage.Read(Sent(request), request.Route("trace_id"));
        return Answer((await store.CreateAssessment(assessment, request.Cancel)).OrThrow());
    }

    public static async Task<MlflowAnswer> Get(MlflowRequest request, ITraceStore store) => Answer(
        (await store.GetAssessment(request.Route("trace_id"), request.Route("assessment_id"), request.Cancel))
        .OrThrow());

    public static async Task<MlflowAnswer> Update(MlflowRequest request, ITraceStore store)
    {
        var sent = Sent(request);
        var mask = request.RequiredText("update_mask").Split(',', StringSplitOptions.TrimEntries).Select(Snake);
        var change = AssessmentMessage.ReadChange(sent, mask.ToHashSet());
        return Answer((await store.UpdateAssessment(
            request.Route("trace_id"), request.Route("assessment_id"), change, request.Cancel)).OrThrow());
    }

    public static async Task<MlflowAnswer> Delete(MlflowRequest request, ITraceStore store)
    {
        (await store.DeleteAssessment(request.Route("trace_id"), request.Route("assessment_id"), request.Cancel))
            .OrThrow();
        return MlflowAnswer.Empty;
    }

    private static MlflowMessage Sent(MlflowRequest request) =>
        request.Message("assessment") ?? throw MlflowMessage.MissingValue("assessment");

    private static MlflowAnswer Answer(Assessment assessment) =>
        new(writer => writer.Message("assessment", it => AssessmentMessage.Write(it, assessment)));

    // Protobuf's JSON has masks in lowerCamelCase.
    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
