using Microsoft.Extensions.Options;
using Tauro.Registry.Api.Telemetry;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

/// <summary>Marks the requests for approval whose time is over, so that there is an event.</summary>
internal sealed class ApprovalExpiry(
    IPolicyStore policies, IOptions<PolicyOptions> options, TimeProvider time, ILogger<ApprovalExpiry> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ExpiryInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await policies.ExpireApprovals(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    // A request whose time is over does not count anyway; the next turn marks it.
                    log.ExpiryFailed(e, options.Value.ExpiryInterval);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }
}
