using Microsoft.Extensions.Options;
using Tauro.Registry.Api.Telemetry;
using Tauro.ServiceDefaults.Start;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

/// <summary>Marks the requests for approval whose time is over, so that there is an event.</summary>
internal sealed class ApprovalExpiry(
    IPolicyStore policies, IOptions<PolicyOptions> options, TimeProvider time, ILogger<ApprovalExpiry> log)
    : PeriodicWork(options.Value.ExpiryInterval, time)
{
    protected override async Task Run(CancellationToken cancel) => await policies.ExpireApprovals(cancel);

    // A request whose time is over does not count anyway; the next turn marks it.
    protected override void Failed(Exception exception) => log.ExpiryFailed(exception, options.Value.ExpiryInterval);
}
