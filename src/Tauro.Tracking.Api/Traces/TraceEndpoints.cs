namespace Tauro.Tracking.Api.Traces;

/// <summary>Traces to read. They are written by MLflow's clients and by any OpenTelemetry exporter.</summary>
internal static class TraceEndpoints
{
    public static void MapTraceViews(this IEndpointRouteBuilder app)
    {
        var traces = app.MapGroup("/api/v1/traces").WithTags("Traces").AllowAnonymous();
        traces.MapPost("search", SearchTraces.Handle)
            .WithName("SearchTraces").WithSummary("Search traces, without their spans");
        traces.MapGet("{trace_id}", GetTrace.Handle)
            .WithName("GetTrace").WithSummary("Get a trace with its spans and assessments");
    }
}
