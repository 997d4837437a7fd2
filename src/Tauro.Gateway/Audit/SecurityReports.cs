using Microsoft.Extensions.Options;
using Tauro.Contracts.Json;
using Tauro.Gateway.Backends;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults.Start;

namespace Tauro.Gateway.Audit;

/// <summary>
/// Reports the entries of the audit to the identity service, in the background. Meanwhile, and while the service is
/// unavailable, they wait in memory.
/// </summary>
internal sealed class SecurityReports(
    SecurityAudit audit, Backend backend, IOptions<SecurityOptions> options, TimeProvider time,
    ILogger<SecurityReports> log)
    : PeriodicWork(options.Value.Interval, time)
{
    private const int ReportedMax = 1_000;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly TimeProvider clock = time;

    protected override async Task Run(CancellationToken cancel)
    {
        while (audit.Take(ReportedMax) is { Count: > 0 } entries)
        {
            try
            {
                using var content = JsonContent.Create(entries, options: TauroJson.Options);
                using var response = await backend.Post(
                    RouteTable.Identity, "/internal/identity/audit", cancel, content);
                response.EnsureSuccessStatusCode();
            }
            catch
            {
                audit.GiveBack(entries);
                throw;
            }
        }
    }

    /// <summary>Reports what is left, if the identity service still runs.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        audit.FinishAll();
        using var limit = new CancellationTokenSource(StopTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await Run(linked.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Failed(failure);
        }
    }

    protected override void Failed(Exception exception) => log.AuditNotReported(exception.Message);
}
