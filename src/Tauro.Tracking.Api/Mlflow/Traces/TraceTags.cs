using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Sets and deletes tags of a trace. A value that is too long is cut.</summary>
internal static class TraceTags
{
    public static async Task<MlflowResult> Set(MlflowRequest request, ITraceStore store)
    {
        var (key, value) = (request.RequiredString("key"), MessageMap.Cut(request.String("value") ?? ""));
        MlflowNames.Check(key, "key", "key");
        (await store.SetTraceTag(request.RouteId<TraceId>("trace_id"), key, value, request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }

    public static async Task<MlflowResult> Delete(MlflowRequest request, ITraceStore store)
    {
        (await store.DeleteTraceTag(
            request.RouteId<TraceId>("trace_id"), request.RequiredString("key"), request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
