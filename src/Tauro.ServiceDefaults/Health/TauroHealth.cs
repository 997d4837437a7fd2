using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Access;
using Tauro.Contracts.Health;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Security;
using Tauro.ServiceDefaults.Start;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Health;

internal static class TauroHealth
{
    private const int NotReady = StatusCodes.Status503ServiceUnavailable;

    /// <summary>A dependency that does not respond within this time is unhealthy.</summary>
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);

    public static void AddTauroHealth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                health => health.MemoryDegraded <= health.MemoryUnhealthy,
                "Health:MemoryDegraded is more than Health:MemoryUnhealthy. Set it to at most that.")
            .Validate(
                health => health.DiskDegraded <= health.DiskUnhealthy,
                "Health:DiskDegraded is more than Health:DiskUnhealthy. Set it to at most that.")
            .ValidateOnStart();
        services.AddSingleton<ClockCheck>();
        services.AddSingleton<HealthMetrics>();
        services.AddSingleton(provider =>
            new SettingNames(services, provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ServiceEvents>();
        services.AddHostedService(provider => provider.GetRequiredService<ServiceEvents>());
        services.AddSingleton<HealthHistory>();
        services.AddSingleton<IHealthCheckPublisher>(provider => provider.GetRequiredService<HealthHistory>());
        services.AddOptions<HealthCheckPublisherOptions>().Configure<IOptions<HealthOptions>>(
            (publisher, health) => publisher.Delay = publisher.Period = health.Value.Interval);
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddHealthChecks()
            .AddCheck<DrainCheck>("process", timeout: CheckTimeout)
            .AddCheck<MemoryCheck>("memory", tags: [HealthTags.Advisory], timeout: CheckTimeout)
            .Add(new HealthCheckRegistration(
                "clock", provider => provider.GetRequiredService<ClockCheck>(), null, null, CheckTimeout));
        // Configured late, when it is known whether a store is registered; the gateway has none.
        services.AddOptions<HealthCheckServiceOptions>().PostConfigure<IServiceProviderIsService>((health, known) =>
        {
            if (!known.IsService(typeof(IStoreProbe))) return;
            health.Registrations.Add(new HealthCheckRegistration(
                "store", provider => ActivatorUtilities.CreateInstance<StoreCheck>(provider), null, null,
                CheckTimeout));
            health.Registrations.Add(new HealthCheckRegistration(
                "disk", provider => ActivatorUtilities.CreateInstance<DiskCheck>(provider), null,
                [HealthTags.Advisory], CheckTimeout));
        });
    }

    public static void MapTauroHealth(this IEndpointRouteBuilder app, bool mapStatus)
    {
        var health = app.MapGroup("").WithTags("Operations");
        health.MapGet("/health/startup", IResult (IHostApplicationLifetime lifetime) =>
                lifetime.ApplicationStarted.IsCancellationRequested
                    ? TypedResults.Ok(new Liveness())
                    : TypedResults.Json(new Liveness(HealthState.Unhealthy), statusCode: NotReady)).IsPublic()
            .WithSummary("Whether the service has started").WithName("GetStartup")
            .Produces<Liveness>().Produces<Liveness>(NotReady);
        health.MapGet("/health/live", () => TypedResults.Ok(new Liveness())).IsPublic()
            .WithSummary("Whether the process responds").WithName("GetLiveness");
        health.MapGet("/health/ready", Ready).IsPublic()
            .WithSummary("Whether the service accepts requests, and the result of each of its own checks")
            .WithName("GetReadiness")
            .Produces<Readiness>().Produces<Readiness>(NotReady);
        MapHistory(app);
        if (!mapStatus) return;
        health.MapGet("/status", Status).RequiresPrincipal()
            .WithSummary("Get the status of the service").WithName("GetStatus");
    }

    private static void MapHistory(IEndpointRouteBuilder app)
    {
        var service = app.ServiceProvider.GetRequiredService<ProcessIdentity>().Name;
        app.MapGet(
                $"/api/v1/{service}/health/history",
                (HealthHistory history) => TypedResults.Ok(new Page<HealthChange>(history.GetChanges())))
            .WithName($"Get{char.ToUpperInvariant(service[0])}{service[1..]}HealthHistory")
            .WithSummary("Get the last 100 changes of the health checks, the newest first")
            .WithTags("Operations").Requires(AccessAction.Read, ResourceType.Workspace);
    }

    private static bool IsTrusted(HttpContext context) => context.Features.Get<Principal>() is not null
        || context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private static async Task<IResult> Ready(
        HealthCheckService checks, HealthHistory history, KnownHosts hosts, HttpContext context,
        CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(check => !check.Tags.Contains(HealthTags.Remote), cancel);
        history.Record(report);
        var readiness = Readiness.Create(report);
        // A probe may use any host, but only a known one may read the reasons, which name the data folder; and where
        // credentials are checked, only an account, or a program on this machine.
        if (!hosts.HasHost(context) || !IsTrusted(context)) readiness = readiness with { Dependencies = [] };
        return TypedResults.Json(
            readiness,
            statusCode: readiness.Status == HealthState.Unhealthy ? NotReady : StatusCodes.Status200OK);
    }

    private static async Task<ServiceStatus> Status(
        ProcessIdentity service, HealthCheckService checks, HealthHistory history, TimeProvider clock,
        CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(cancel);
        history.Record(report);
        return ServiceStatus.Create(service, Readiness.Create(report), clock.GetUtcNow());
    }
}
