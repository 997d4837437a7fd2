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
    private const int SeriesOfRequestsMax = 2_000;
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
                // The environment's name wins: a replica set gives each instance its own.
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
            traces.AddAspNetCoreInstrumentation(http => http.Filter = IsWorthATrace)
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
    /// What the framework says of each request is a line or five that cost more than the request; of a broker that is
    /// away, each time that anybody looks, a stack, where the relay tells it once and <c>/health/ready</c> says why.
    /// Beneath every other source of configuration, so that any of them can ask for it.
    /// </summary>
    private static void QuietFrameworkLogs(WebApplicationBuilder builder) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = LogLevels.Select(
                one => KeyValuePair.Create($"Logging:LogLevel:{one.Key}", (string?)one.Value.ToString())),
        });

    /// <summary>
    /// The room for an instrument's series is taken when it is made, 2,000 by default, for dozens of instruments that
    /// have one or two. Requests have one for each route, method and status.
    /// </summary>
    private static MetricStreamConfiguration BoundSeries(Instrument instrument) => new()
    {
        CardinalityLimit = instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            ? SeriesOfRequestsMax : SeriesMax,
    };

    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && context.Request.Path != "/metrics";
}
