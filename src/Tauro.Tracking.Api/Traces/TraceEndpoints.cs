using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Traces;

/// <summary>Read-only endpoints for traces. MLflow's clients and any OpenTelemetry exporter write them.</summary>
internal static class TraceEndpoints
{
    public static void MapTraceViews(this IEndpointRouteBuilder app)
    {
        var traces = app.MapGroup("/api/v1/traces")
            .RequiresOn(AccessAction.Read, ResourceType.Trace).WithTags("Traces");
        traces.MapPost("search", SearchTraces.Handle)
            .WithName("SearchTraces").WithSummary("Search traces, without their spans");
        traces.MapGet("{trace_id}", GetTrace.Handle)
            .WithName("GetTrace").WithSummary("Get a trace with its spans and assessments");
    }
}
