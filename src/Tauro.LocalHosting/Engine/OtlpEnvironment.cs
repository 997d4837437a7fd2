using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Tauro.LocalHosting;

/// <summary>
/// The OpenTelemetry variables of a project. Aspire always has a dashboard to send to. Here the collector is the one
/// that the AppHost's own <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or Aspire's dashboard variables name, and without one
/// there is no endpoint, since exporting to nobody costs retries.
/// </summary>
internal static class OtlpEnvironment
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Headers = "OTEL_EXPORTER_OTLP_HEADERS";
    private const string Quickly = "1000";

    public static void Add(
        Dictionary<string, object> variables, ProjectResource project, string instanceId, EngineParts engine)
    {
        AddCollector(variables, engine.Configuration);
        variables["OTEL_SERVICE_NAME"] = project.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instanceId}";
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (engine.Environment.IsDevelopment())
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = Quickly;
            variables["OTEL_BSP_SCHEDULE_DELAY"] = Quickly;
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = Quickly;
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
        }
    }

    private static void AddCollector(Dictionary<string, object> variables, IConfiguration configuration)
    {
        var (endpoint, protocol) = configuration[Endpoint] is { } own
            ? (own, configuration[Protocol] ?? "grpc")
            : configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is { } grpc
                ? (grpc, "grpc")
                : (configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"], "http/protobuf");
        if (endpoint is null)
        {
            return;
        }

        variables[Endpoint] = endpoint;
        variables[Protocol] = protocol;
        if (configuration["AppHost:OtlpApiKey"] is { } key)
        {
            variables[Headers] = $"x-otlp-api-key={key}";
        }
        else if (configuration[Headers] is { } headers)
        {
            variables[Headers] = headers;
        }
    }
}
