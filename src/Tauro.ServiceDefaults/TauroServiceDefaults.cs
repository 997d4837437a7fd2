using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.ServiceDiscovery;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.ServiceDefaults;
using Tauro.ServiceDefaults.Bodies;
using Tauro.ServiceDefaults.Health;
using Tauro.ServiceDefaults.OpenApi;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Requests;
using Tauro.ServiceDefaults.Resilience;
using Tauro.ServiceDefaults.Security;
using Tauro.ServiceDefaults.Sockets;
using Tauro.ServiceDefaults.Start;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.ServiceDefaults.Trail;

namespace Microsoft.Extensions.Hosting;

/// <summary>The setup that all Tauro services share.</summary>
public static class TauroServiceDefaults
{
    /// <summary>How long requests in flight may take to complete after SIGTERM.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// MLflow's clients put lists of ids and filters into the query of a GET, which can exceed Kestrel's 8 KiB.
    /// </summary>
    private const int RequestLineBytesMax = 64 << 10;

    /// <summary>
    /// The unread bytes of one connection. With Kestrel's 1 MiB, many bodies would use much memory unread.
    /// </summary>
    private const int RequestBufferBytesMax = 256 << 10;

    /// <summary>
    /// Adds telemetry, health, drain, problem details, JSON, limits, and HTTP clients with service discovery. Call it
    /// first, and <see cref="MapTauroDefaultEndpoints"/> on the built application.
    /// </summary>
    /// <param name="service"><c>tracking</c>, <c>registry</c> or <c>gateway</c>.</param>
    public static WebApplicationBuilder AddTauroServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        var services = builder.Services;
        SettingVariables.AddTo(builder.Configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
            new ProcessIdentity(service, provider.GetRequiredService<TimeProvider>().GetUtcNow()));

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.JsonBodyBytesMax;
            kestrel.Limits.MaxRequestLineSize = RequestLineBytesMax;
            kestrel.Limits.MaxRequestBufferSize = RequestBufferBytesMax;
            kestrel.Limits.MaxConcurrentConnections = DescriptorLimit.GetConnectionsMax();
        });
        services.AddTauroSockets();
        services.AddTauroSecurity(builder.Configuration);
        services.AddTauroAccess(builder.Configuration, service);
        services.AddOptions<BodyOptions>().BindConfiguration(BodyOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ResilienceOptions>().BindConfiguration(ResilienceOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BodyMetrics>();
        services.AddSingleton<BodyBudget>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            TauroJson.Configure(json.SerializerOptions);
            // A misspelled member would be left out in silence: a retention policy without its scope is for everything.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        services.AddExceptionHandler<ProblemExceptionHandler>();

        builder.AddTauroTelemetry(service);
        builder.AddTauroHealth();
        services.AddServiceDiscovery();
        // A service knows its own name, whatever the name of its machine. A certificate has the name of the machine.
        services.Configure<ConfigurationServiceEndpointProviderOptions>(discovery =>
            discovery.ShouldApplyHostNameMetadata = endpoint =>
                endpoint.ToString()?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) != true);
        services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        services.AddSingleton<Circuits>();
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            "circuits", provider => provider.GetRequiredService<Circuits>(), null, null));
        return builder;
    }

    /// <summary>
    /// Adds routing, the rules for paths, hosts and origins, and problem details for errors and unknown routes. Maps
    /// <c>/health/startup</c>, <c>/health/live</c>, <c>/health/ready</c>, the history of the health checks,
    /// <c>/status</c>, <c>/metrics</c> and its summary, and <c>/openapi/v1.json</c> when there is a document. Call it
    /// before adding other middleware.
    /// </summary>
    /// <param name="mapStatus">False for a process that maps its own <c>/status</c>.</param>
    /// <param name="pathPrefix">
    /// The prefix of all paths, such as <c>/mlflow</c>. Paths without it are served as well.
    /// </param>
    /// <param name="hasWorkspaces">Whether paths may begin with a workspace, after the prefix.</param>
    /// <param name="afterAuthentication">Adds middleware that needs to know who sends a request.</param>
    public static WebApplication MapTauroDefaultEndpoints(
        this WebApplication app, bool mapStatus = true, string pathPrefix = "", bool hasWorkspaces = false,
        Action<WebApplication>? afterAuthentication = null)
    {
        // Created now, so that it has the time of the start and not that of the first request.
        app.Services.GetRequiredService<ProcessIdentity>();
        AccessSetup.PrepareTokens(app.Services);
        app.UseCors(); // first, so that a page can read every error
        app.UseKnownProxies(app.Configuration);
        app.UseRequestTarget(pathPrefix, hasWorkspaces);
        app.UseRoutingWithHead();
        app.UseMiddleware<BodyLimit>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });
        app.UseStatusCodePages(StatusProblems.Write);
        app.UseTauroSecurity();
        app.UseAuthentication();
        afterAuthentication?.Invoke(app);
        app.UseActor();
        app.UseAuthorization();
        app.UseMiddleware<StreamedBodyPace>();
        app.UseExactPaths();
        app.RefuseUnknownParameters();
        app.UseMiddleware<HeldBodies>();
        app.MapTauroHealth(mapStatus);
        app.MapTauroMetrics();
        app.MapTauroOpenApi();
        return app;
    }
}
