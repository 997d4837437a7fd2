using Tauro.AppHost.Start;

namespace Tauro.AppHost.Services;

/// <summary>What Tauro's services have in common in the application model.</summary>
internal static class ServiceBuilderExtensions
{
    /// <summary>
    /// Adds a service with one HTTP endpoint on loopback. Without replicas the service listens on the port itself:
    /// Aspire's proxy would be a hop on every request. Replicas share one port, and need the proxy.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource, and the host name under which the other services reach it.</param>
    /// <param name="settings">The AppHost's settings.</param>
    /// <param name="port">Where it listens; 0 takes a free port.</param>
    /// <param name="replicas">How many processes serve it.</param>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, AppHostSettings settings, int port = 0,
        int replicas = 1)
        where TProject : IProjectMetadata, new()
    {
        var proxied = replicas > 1 || builder.ExecutionContext.IsPublishMode;
        return builder.AddProject<TProject>(name)
            .WithEnvironment("TAURO_MLOPS_PATH", settings.DataFolder)
            .WithoutHttpsCertificate()
            .WithHttpEndpoint(port == 0 ? null : port, isProxied: proxied)
            .WithHttpHealthCheck("/health/ready")
            .WithReplicas(replicas)
            .WithEnvironment(context => ConfigureTelemetry(builder, context));
    }

    /// <summary>Gives the service the server's connection string, where there is a server.</summary>
    public static IResourceBuilder<ProjectResource> WithServer(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<IResourceWithConnectionString>? server) =>
        server is null ? service : service.WithReference(server, optional: true);

    /// <summary>
    /// Aspire names a collector even where the dashboard is off and nobody listens, which costs each service CPU, and
    /// ten seconds at its end. And it asks for a trace of every request, which halves the throughput; the services
    /// trace up to a number of requests a second by themselves.
    /// </summary>
    private static void ConfigureTelemetry(IDistributedApplicationBuilder builder, EnvironmentCallbackContext context)
    {
        Keep("OTEL_EXPORTER_OTLP_ENDPOINT", unless: builder.Resources.All(r => r.Name != "aspire-dashboard"));
        Keep("OTEL_TRACES_SAMPLER", unless: true);

        // What the AppHost's own environment says counts.
        void Keep(string variable, bool unless)
        {
            if (builder.Configuration[variable] is { Length: > 0 } given)
                context.EnvironmentVariables[variable] = given;
            else if (unless) context.EnvironmentVariables.Remove(variable);
        }
    }
}
