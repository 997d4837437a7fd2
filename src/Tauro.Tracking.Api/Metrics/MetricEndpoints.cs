using Tauro.Contracts.Access;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Metrics;

internal static class MetricEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        var metrics = app.MapGroup("/api/v1/runs/{run_id}/metrics").WithTags("Metrics");
        metrics.MapPost("", LogMetric.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .Accepts<LoggedPoint>("application/json")
            .WithName("LogMetric").WithSummary("Log one point of a metric");
        metrics.MapGet("", GetLatestMetrics.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("GetLatestMetrics").WithSummary("Get the latest point of every metric");
        metrics.MapGet("history", GetMetricHistory.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("GetMetricHistory").WithSummary("Get the history of one metric, in full or for a range of steps");
        metrics.MapGet("sample", SampleMetric.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("SampleMetric").WithSummary("Get a metric's history downsampled for a chart, keeping spikes");
    }
}
