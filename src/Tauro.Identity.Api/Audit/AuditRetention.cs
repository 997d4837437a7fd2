using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Start;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Audit;

/// <summary>Removes entries of the audit whose time is over, also while none are added.</summary>
internal sealed class AuditRetention(
    IIdentityStore store, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditRetention> log)
    : PeriodicWork(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task Run(CancellationToken cancel) =>
        await store.RecordSecurity([], options.Value.ToRetention(), cancel);

    protected override void Failed(Exception exception) => log.AuditNotTidied(exception.Message);
}
