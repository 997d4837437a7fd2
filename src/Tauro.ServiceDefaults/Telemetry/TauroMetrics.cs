using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Health;

namespace Tauro.ServiceDefaults.Telemetry;

/// <summary>Maps the metrics of the process.</summary>
internal static class TauroMetrics
{
    private const string PagePath = "/metrics";

    public static void MapTauroMetrics(this IEndpointRouteBuilder app)
    {
        app.MapPrometheusScrapingEndpoint(PagePath).RequiresPrincipal()
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
        var service = app.ServiceProvider.GetRequiredService<ProcessIdentity>().Name;
        app.MapGet($"/api/v1/{service}/metrics/summary", Summarize)
            .WithName($"Get{char.ToUpperInvariant(service[0])}{service[1..]}MetricsSummary")
            .WithSummary("Get a summary of the metrics of the process: totals, values, and percentiles of durations")
            .WithTags("Operations").RequiresPrincipal();
    }

    /// <summary>
    /// Summarizes what <c>/metrics</c> responds with. A second reader of the meters would cost memory for each series
    /// and time for each measurement, for a page that is read rarely.
    /// </summary>
    private static async Task<Ok<MetricsSummary>> Summarize(EndpointDataSource endpoints, HttpContext context)
    {
        var scrape = endpoints.Endpoints.OfType<RouteEndpoint>()
            .First(endpoint => endpoint.RoutePattern.RawText == PagePath).RequestDelegate!;
        using var page = new MemoryStream();
        await scrape(new DefaultHttpContext
        {
            RequestServices = context.RequestServices,
            RequestAborted = context.RequestAborted,
            Response = { Body = page },
        });
        return TypedResults.Ok(SummaryBuilder.Create(Encoding.UTF8.GetString(page.ToArray())));
    }
}
