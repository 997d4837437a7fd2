using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts.Health;
using Tauro.ServiceDefaults.Security;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Health;

internal static class TauroHealth
{
    /// <summary>A dependency that does not respond within this time is unhealthy.</summary>
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);

    public static void AddTauroHealth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddHealthChecks()
            .AddCheck<DrainCheck>("process", timeout: CheckTimeout);
        // Configured late, when it is known whether a store is registered; the gateway has none.
        services.AddOptions<HealthCheckServiceOptions>().PostConfigure<IServiceProviderIsService>((health, known) =>
        {
            if (known.IsService(typeof(IStoreProbe)))
                health.Registrations.Add(new HealthCheckRegistration(
                    "store", provider => ActivatorUtilities.CreateInstance<StoreCheck>(provider),
                    failureStatus: null, tags: null, CheckTimeout));
        });
    }

    public static void MapTauroHealth(this IEndpointRouteBuilder app, bool mapStatus)
    {
        var health = app.MapGroup("").AllowAnonymous().WithTags("Operations");
        health.MapGet("/health/live", () => TypedResults.Ok(new Liveness()))
            .WithSummary("Whether the process responds").WithName("GetLiveness");
        health.MapGet("/health/ready", Ready)
            .WithSummary("Whether the service accepts requests, and the state of each dependency")
            .WithName("GetReadiness")
            .Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
        if (!mapStatus) return;
        health.MapGet("/status", Status)
            .WithSummary("Get the status of the service").WithName("GetStatus");
    }

    private static async Task<IResult> Ready(
        HealthCheckService checks, KnownHosts hosts, HttpContext context, CancellationToken cancel)
    {
        var readiness = Readiness.Create(await checks.CheckHealthAsync(cancel));
        // A probe may use any host, but only a known one may read the reasons, which name the data folder.
        if (!hosts.HasHost(context)) readiness = readiness with { Dependencies = [] };
        return TypedResults.Json(readiness, statusCode: readiness.Status == HealthState.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK);
    }

    private static async Task<ServiceStatus> Status(
        ProcessIdentity service, HealthCheckService checks, TimeProvider clock, CancellationToken cancel) =>
        ServiceStatus.Create(service, Readiness.Create(await checks.CheckHealthAsync(cancel)), clock.GetUtcNow());
}
