using Tauro.Mlflow;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Sets and deletes tags of a trace. A value that is too long is cut.</summary>
internal static class TraceTags
{
    public static async Task<MlflowAnswer> Set(MlflowRequest request, ITraceStore store)
    {
        var (key, value) = (request.RequiredText("key"), MessageMap.Cut(request.Text("value") ?? ""));
        (await store.SetTraceTag(request.Route("trace_id"), key, value, request.Cancel)).OrThrow();
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> Delete(MlflowRequest request, ITraceStore store)
    {
        (await store.DeleteTraceTag(request.Route("trace_id"), request.RequiredText("key"), request.Cancel))
            .OrThrow();
        return MlflowAnswer.Empty;
    }
}
