using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>Gets one metric of many runs, by run id and then by time; for MLflow's browser UI.</summary>
internal static class GetHistoryBulk
{
    private const int RunsMax = 100;
    private const int ResultsMax = 25_000;

    public static async Task<IResult> Handle(MlflowRequest request, IRunStore store)
    {
        var runIds = request.Ids<RunId>("run_id");
        if (runIds.Count == 0)
            throw MlflowException.Invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        if (runIds.Count > RunsMax)
        {
            throw MlflowException.Invalid(
                $"GetMetricHistoryBulk request cannot specify more than {RunsMax} run_ids. "
                + $"Received {runIds.Count} run_ids.");
        }

        var key = request.String("metric_key")
            ?? throw MlflowException.Invalid("GetMetricHistoryBulk request must specify a metric_key.");
        var remaining = (int)Math.Clamp(request.Integer("max_results") ?? ResultsMax, 0, ResultsMax);
        var points = new List<(RunId RunId, MetricValue Point)>();
        foreach (var runId in runIds.Distinct().OrderBy(id => id.Value, StringComparer.Ordinal))
        {
            if (remaining <= 0) break;
            var query = new MetricHistoryQuery(
                runId, key, new PageRequest(remaining), Order: MetricHistoryOrder.Timestamp);
            var found = await store.GetMetricHistory(query, request.Cancel);
            // A missing run has no points, and is not an error.
            if (!found.IsOk) continue;
            points.AddRange(found.Value.Items.Select(point => (runId, point)));
            remaining -= found.Value.Items.Count;
        }

        return new MlflowResult(writer => writer.MessagesOrEmpty("metrics", points, (metric, pair) =>
        {
            MetricMessage.Write(metric, key, pair.Point);
            metric.String("run_id", pair.RunId);
        }));
    }
}
