using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Start;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores.Retention;

namespace Tauro.ServiceDefaults.Retention;

/// <summary>
/// Continues an interrupted retention job at the start, and starts one when there is something to remove.
/// </summary>
internal sealed class RetentionWorker(
    IRetentionStore store, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionWorker> log)
    : PeriodicWork(options.Value.Interval, time)
{
    protected override Task Begin(CancellationToken cancel) => store.RunScheduled(isDue: false, cancel).AsTask();

    protected override Task Run(CancellationToken cancel) => store.RunScheduled(isDue: true, cancel).AsTask();

    protected override void Failed(Exception exception) => log.RetentionFailed(exception, options.Value.Interval);
}
