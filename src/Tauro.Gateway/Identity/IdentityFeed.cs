using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Gateway.Backends;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Identity;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Keeps the last snapshot of the identity service. A request for the next one waits at the service until there is a
/// change, so that a change is known here at once. While the service is unavailable, the last snapshot goes on being
/// used.
/// </summary>
internal sealed class IdentityFeed(Backend backend, TimeProvider time, ILogger<IdentityFeed> log)
    : BackgroundService, IHealthCheck
{
    /// <summary>The result of each check of credentials before the first snapshot.</summary>
    public static readonly PrincipalResult Unavailable = new(
        null, StatusCodes.Status503ServiceUnavailable, ProblemCodes.IdentityUnavailable,
        "The gateway has not read the accounts yet, because the identity service does not respond; see its log. Try "
        + "again in a moment.", TimeSpan.FromSeconds(2));

    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private volatile AccessModel? current;
    private TaskCompletionSource changed = NewChange();

    /// <summary>The last snapshot; null before the first.</summary>
    public AccessModel? Current => current;

    /// <summary>Waits for a snapshot of a version or a later one.</summary>
    /// <exception cref="OperationCanceledException">It does not come in time.</exception>
    public async Task WaitFor(long version, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(ResponseTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        while (true)
        {
            var next = Volatile.Read(ref changed);
            if (current is { } model && model.Version >= version) return;
            await next.Task.WaitAsync(linked.Token);
        }
    }

    /// <summary>Unhealthy before the first snapshot: requests can't be authenticated.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(current is not null
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The accounts and API keys were not read yet from the identity service."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var available = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadNext(stoppingToken);
                available = true;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (available) log.IdentityUnavailable(failure.Message);
                available = false;
                await Task.Delay(RetryDelay, time, stoppingToken);
            }
        }
    }

    private async Task ReadNext(CancellationToken stopping)
    {
        // The service responds within 20 seconds; a connection that is silent for longer is dead.
        using var limit = new CancellationTokenSource(ResponseTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        var cancel = linked.Token;
        var known = current?.DefaultAccess is { } access ? $"&known={access}" : "";
        using var response = await backend.GetWithLongTimeout(
            RouteTable.Identity, $"/internal/identity/snapshot?after={current?.Version ?? -1}{known}", cancel);
        if (response.StatusCode == HttpStatusCode.NoContent) return;
        response.EnsureSuccessStatusCode();
        current = new AccessModel(
            (await response.Content.ReadFromJsonAsync<IdentitySnapshot>(TauroJson.Options, cancel))!);
        Interlocked.Exchange(ref changed, NewChange()).SetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
