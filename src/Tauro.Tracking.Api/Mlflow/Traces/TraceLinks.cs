using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Links traces to a run, and prompt versions to a trace.</summary>
internal static class TraceLinks
{
    private const int LinkedAtOnceMax = 100;

    public static async Task<MlflowResult> ToRun(MlflowRequest request, ITraceStore store)
    {
        var runId = request.RequiredId<RunId>("run_id");
        var ids = request.Ids<TraceId>("trace_ids");
        if (ids.Count > LinkedAtOnceMax)
            throw MlflowException.Invalid(
                $"Cannot link more than {LinkedAtOnceMax} traces to a run in a single request. "
                + $"Provided {ids.Count} traces.");
        (await store.LinkTracesToRun(runId, ids, request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }

    public static async Task<MlflowResult> Prompts(MlflowRequest request, ITraceStore store)
    {
        var traceId = request.RequiredId<TraceId>("trace_id");
        var prompts = request.Messages("prompt_versions")
            .Select(message => new PromptReference(message.RequiredString("name"), message.RequiredString("version")))
            .ToList();
        request.Context.Require(AccessAction.Read, ResourceType.RegisteredModelVersion);
        (await store.LinkPrompts(traceId, prompts, request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
