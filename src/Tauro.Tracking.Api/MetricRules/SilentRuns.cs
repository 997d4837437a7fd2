using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Start;
using Tauro.Stores.MetricRules;
using Tauro.Tracking.Api.Telemetry;

namespace Tauro.Tracking.Api.MetricRules;

/// <summary>Reports the runs that logged no point for as long as a metric rule says.</summary>
internal sealed class SilentRuns(
    IServiceProvider services, IOptions<MetricRuleOptions> options, TimeProvider time, ILogger<SilentRuns> log)
    : PeriodicWork(options.Value.Interval, time)
{
    // A host with its own stores may not have rules.
    private readonly IMetricRuleStore? rules = services.GetService<IMetricRuleStore>();

    protected override async Task Run(CancellationToken cancel)
    {
        if (rules is not null) await rules.ReportSilentRuns(cancel);
    }

    protected override void Failed(Exception exception) => log.SilentRunsFailed(exception, options.Value.Interval);
}
