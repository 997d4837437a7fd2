using Tauro.Mlflow;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Creates a trace, or completes a trace that its spans created.</summary>
internal static class StartTrace
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ITraceStore store)
    {
        var trace = request.Message("trace") ?? throw MlflowMessage.MissingValue("trace");
        var info = trace.Message("trace_info") ?? throw MlflowMessage.MissingValue("trace.trace_info");
        var started = (await store.StartTrace(TraceMessage.ReadInfo(info), request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Message("trace", it => TraceMessage.Write(it, started, [])));
    }
}
