using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tauro.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs. They leave the process only when a collector is configured.</summary>
internal static class TauroTelemetry
{
    private const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTauroTelemetry(this WebApplicationBuilder builder, string service)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                // The environment's name wins: a replica set gives each instance its own.
                if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"]))
                    resource.AddService($"tauro-{service}", serviceVersion: ProcessIdentity.Version);
            })
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Tauro.*", "MassTransit", "ZiggyCreatures.Caching.Fusion*")
                .AddPrometheusExporter())
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(http => http.Filter = IsWorthATrace)
                .AddHttpClientInstrumentation()
                .AddSource("Tauro.*", "MassTransit", "Yarp.ReverseProxy"));

        if (string.IsNullOrWhiteSpace(builder.Configuration[CollectorKey])) return;
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = true;
            logs.IncludeFormattedMessage = true;
        });
        telemetry.UseOtlpExporter();
    }

    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && context.Request.Path != "/metrics";
}
