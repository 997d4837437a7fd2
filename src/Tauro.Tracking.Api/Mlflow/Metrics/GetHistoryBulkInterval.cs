using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Mlflow;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>One metric of many runs, thinned to the same steps in each, for charts.</summary>
internal static class GetHistoryBulkInterval
{
    private const int RunsMax = 100;
    private const int ResultsMax = 2_500;

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IRunStore store)
    {
        var runIds = request.Texts("run_ids");
        if (runIds.Count == 0) throw MlflowMessage.MissingValue("run_ids");
        if (runIds.Count > RunsMax)
        {
            throw MlflowException.Invalid(
                $"GetMetricHistoryBulkInterval request must specify at most {RunsMax} run_ids. "
                + $"Received {runIds.Count} run_ids.");
        }

        var key = request.RequiredText("metric_key");
        var (first, last) = Range(request);
        var size = request.Whole("max_results") ?? ResultsMax;
        if (size is < 1 or > ResultsMax)
            throw MlflowException.Invalid($"max_results must be between 1 and {ResultsMax}.");

        var histories = new List<(string RunId, List<MetricValue> Points)>();
        foreach (var runId in runIds.Distinct())
            histories.Add((runId, await History(store, runId, key, request.Cancel)));
        var steps = SampledSteps.Of([.. histories.Select(one => one.Points)], first, last, (int)size);
        return new MlflowAnswer(answer => answer.Messages(
            "metrics",
            histories.SelectMany(one => one.Points
                .Where(point => steps.Contains(point.Step)).Take(ResultsMax)
                .Select(point => (one.RunId, Point: point))),
            (metric, one) =>
            {
                MetricMessage.Write(metric, key, one.Point);
                metric.Text("run_id", one.RunId);
            }));
    }

    private static (long? First, long? Last) Range(MlflowRequest request)
    {
        var (first, last) = (request.Whole("start_step"), request.Whole("end_step"));
        if (first is null != last is null)
        {
            throw MlflowException.Invalid(
                "If either start step or end step are specified, both must be specified.");
        }

        return first > last
            ? throw MlflowException.Invalid(
                $"end_step must be greater than start_step. Found start_step={first} and end_step={last}.")
            : (first, last);
    }

    private static async Task<List<MetricValue>> History(
        IRunStore store, string runId, string key, CancellationToken cancel)
    {
        var points = new List<MetricValue>();
        string? token = null;
        do
        {
            var query = new MetricHistoryQuery(runId, key, new PageRequest(Limits.HistoryPageSizeMax, token));
            var found = await store.GetMetricHistory(query, cancel);
            if (!found.IsOk) return points;
            points.AddRange(found.Value.Items);
            token = found.Value.NextPageToken;
        }
        while (token is not null);
        return points;
    }
}
