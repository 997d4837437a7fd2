using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Start;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Telemetry;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Ends stale runs.</summary>
internal sealed class StaleRuns(
    IRunStore runs, IOptions<StaleRunOptions> options, TimeProvider time, ILogger<StaleRuns> log)
    : PeriodicWork(options.Value.Interval, time)
{
    protected override async Task Run(CancellationToken cancel)
    {
        if (options.Value.Enabled) await runs.EndStaleRuns(options.Value.After, cancel);
    }

    protected override void Failed(Exception exception) => log.StaleRunsFailed(exception, options.Value.Interval);
}
