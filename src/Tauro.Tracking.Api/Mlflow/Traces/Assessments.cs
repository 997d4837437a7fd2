using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Feedback on a trace, and expectations of it.</summary>
internal static class Assessments
{
    public static async Task<MlflowResult> Create(MlflowRequest request, ITraceStore store)
    {
        var assessment = AssessmentMessage.Read(Sent(request), TraceOf(request));
        return ToResult((await store.CreateAssessment(assessment, request.Cancel)).OrThrow());
    }

    public static async Task<MlflowResult> Get(MlflowRequest request, ITraceStore store) => ToResult(
        (await store.GetAssessment(TraceOf(request), AssessmentOf(request), request.Cancel)).OrThrow());

    public static async Task<MlflowResult> Update(MlflowRequest request, ITraceStore store)
    {
        var sent = Sent(request);
        var mask = request.RequiredString("update_mask").Split(',', StringSplitOptions.TrimEntries).Select(Snake);
        var change = AssessmentMessage.ReadChange(sent, mask.ToHashSet());
        return ToResult((await store.UpdateAssessment(
            TraceOf(request), AssessmentOf(request), change, request.Cancel)).OrThrow());
    }

    public static async Task<MlflowResult> Delete(MlflowRequest request, ITraceStore store)
    {
        (await store.DeleteAssessment(TraceOf(request), AssessmentOf(request), request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }

    private static TraceId TraceOf(MlflowRequest request) => request.RouteId<TraceId>("trace_id");

    private static AssessmentId AssessmentOf(MlflowRequest request) =>
        request.RouteId<AssessmentId>("assessment_id");

    private static MlflowMessage Sent(MlflowRequest request) =>
        request.Message("assessment") ?? throw MlflowMessage.MissingValue("assessment");

    private static MlflowResult ToResult(Assessment assessment) =>
        new(writer => writer.Message("assessment", it => AssessmentMessage.Write(it, assessment)));

    // Protobuf's JSON has masks in lowerCamelCase.
    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
