using System.Diagnostics.Metrics;
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
    private const string SamplerKey = "OTEL_TRACES_SAMPLER";
    private const int TracesPerSecondMax = 20;
    private const int RequestSeriesMax = 2_000;
    private const int SeriesMax = 100;

    private static readonly Dictionary<string, LogLevel> LogLevels = new()
    {
        ["Microsoft.AspNetCore"] = LogLevel.Warning,
        ["System.Net.Http"] = LogLevel.Warning,
        ["Polly"] = LogLevel.Warning,
        ["Yarp"] = LogLevel.Warning,
        ["MassTransit"] = LogLevel.Error,
        ["Microsoft.Extensions.Diagnostics.HealthChecks"] = LogLevel.Critical,
    };

    public static void AddTauroTelemetry(this WebApplicationBuilder builder, string service)
    {
        QuietFrameworkLogs(builder);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                // A name from the environment takes precedence.
                if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"]))
                    resource.AddService($"tauro-{service}", serviceVersion: ProcessIdentity.Version);
            })
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Tauro.*", "MassTransit", "ZiggyCreatures.Caching.Fusion*")
                .AddView(BoundSeries)
                .AddPrometheusExporter());

        if (string.IsNullOrWhiteSpace(builder.Configuration[CollectorKey])) return;
        telemetry.WithTracing(traces =>
        {
            traces.AddAspNetCoreInstrumentation(http => http.Filter = ShouldTrace)
                .AddHttpClientInstrumentation()
                .AddSource("Tauro.*", "MassTransit", "Yarp.ReverseProxy");
            if (string.IsNullOrEmpty(builder.Configuration[SamplerKey]))
                traces.SetSampler(new ParentBasedSampler(
                    new RateLimitedSampler(TracesPerSecondMax, TimeProvider.System)));
        });
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = true;
            logs.IncludeFormattedMessage = true;
        });
        telemetry.UseOtlpExporter();
    }

    /// <summary>
    /// Reduces the logs of the frameworks: up to five lines per request, which cost more than the request itself, and a
    /// stack trace for each check of an unavailable broker, which the relay logs once and <c>/health/ready</c> reports.
    /// Added before all other configuration sources, so that any of them can override it.
    /// </summary>
    private static void QuietFrameworkLogs(WebApplicationBuilder builder) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = LogLevels.Select(
                pair => KeyValuePair.Create($"Logging:LogLevel:{pair.Key}", (string?)pair.Value.ToString())),
        });

    /// <summary>
    /// Limits the series per instrument. The memory is allocated when an instrument is created, by default for 2,000
    /// series, but most instruments have one or two. Request instruments have one per route, method and status.
    /// </summary>
    private static MetricStreamConfiguration BoundSeries(Instrument instrument) => instrument.Meter.Name switch
    {
        // They count each request once more, which is some percent of its cost. Its duration has the status.
        "Microsoft.AspNetCore.Authentication" or "Microsoft.AspNetCore.Authorization" =>
            MetricStreamConfiguration.Drop,
        _ => new MetricStreamConfiguration
        {
            CardinalityLimit = instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                ? RequestSeriesMax : SeriesMax,
        },
    };

    private static bool ShouldTrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && context.Request.Path != "/metrics";
}
