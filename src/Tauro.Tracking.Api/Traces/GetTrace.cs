using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Traces;

namespace Tauro.Tracking.Api.Traces;

internal static class GetTrace
{
    public static async Task<Results<Ok<TraceWithSpans>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "trace_id")] TraceId traceId, ITraceStore store, CancellationToken cancel)
    {
        var trace = await store.GetTrace(traceId, cancel);
        if (trace.Problem is { } missing) return missing.ToResult<Ok<TraceWithSpans>>();
        var spans = await store.GetSpans(traceId, cancel);
        return spans.Select(all => new TraceWithSpans(trace.Value, all)).ToResult(TypedResults.Ok);
    }
}
