using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
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
        QuietFrameworkLogs(builder);
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
                .AddPrometheusExporter());

        if (string.IsNullOrWhiteSpace(builder.Configuration[CollectorKey])) return;
        telemetry.WithTracing(traces => traces
            .AddAspNetCoreInstrumentation(http => http.Filter = IsWorthATrace)
            .AddHttpClientInstrumentation()
            .AddSource("Tauro.*", "MassTransit", "Yarp.ReverseProxy"));
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = true;
            logs.IncludeFormattedMessage = true;
        });
        telemetry.UseOtlpExporter();
    }

    /// <summary>
    /// What the framework says of each request is a line or five that cost more than the request. Beneath every other
    /// source of configuration, so that any of them can ask for it.
    /// </summary>
    private static void QuietFrameworkLogs(WebApplicationBuilder builder) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new[] { "Microsoft.AspNetCore", "System.Net.Http", "Polly", "Yarp", "MassTransit" }
                .Select(
                    category => KeyValuePair.Create($"Logging:LogLevel:{category}", (string?)nameof(LogLevel.Warning))),
        });

    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && context.Request.Path != "/metrics";
}
