using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>Gets one metric of many runs, sampled at the same steps in each, for charts.</summary>
internal static class GetHistoryBulkInterval
{
    private const int RunsMax = 100;
    private const int ResultsMax = 2_500;

    /// <summary>Points in memory for the first pages of all runs. A page is at least as long as a row group.</summary>
    private const int FirstPagesMax = 500_000;
    private const int PageMin = 10_000;

    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var runIds = request.Ids<RunId>("run_ids");
        if (runIds.Count == 0) throw MlflowMessage.MissingValue("run_ids");
        if (runIds.Count > RunsMax)
        {
            throw MlflowException.Invalid(
                $"GetMetricHistoryBulkInterval request must specify at most {RunsMax} run_ids. "
                + $"Received {runIds.Count} run_ids.");
        }

        var key = request.RequiredString("metric_key");
        var (first, last) = Range(request);
        var size = MlflowPage.ParseSize(request, ResultsMax, ResultsMax, MlflowPage.BetweenMessage);

        RunId[] runs = [.. runIds.Distinct()];
        var pageSize = Math.Clamp(FirstPagesMax / runs.Length, PageMin, Limits.HistoryPageSizeMax);
        var histories = runs.Select(id => new StepHistory(store, id, key, first, last, pageSize)).ToArray();
        var sample = await SampledSteps.Sample(histories, size, ResultsMax, request.Cancel);
        return new MlflowResult(writer => writer.Messages(
            "metrics",
            runs.Zip(sample).SelectMany(run => run.Second.Select(point => (RunId: run.First, Point: point))),
            (metric, pair) =>
            {
                MetricMessage.Write(metric, key, pair.Point);
                metric.String("run_id", pair.RunId);
            }));
    }

    /// <summary>Gets the range of steps. Without one it begins at step 0, as in MLflow.</summary>
    private static (long First, long Last) Range(MlflowRequest request)
    {
        var (first, last) = (request.Integer("start_step"), request.Integer("end_step"));
        if (first is null != last is null)
        {
            throw MlflowException.Invalid(
                "If either start step or end step are specified, both must be specified.");
        }

        return first > last
            ? throw MlflowException.Invalid(
                $"end_step must be greater than start_step. Found start_step={first} and end_step={last}.")
            : (first ?? 0, last ?? long.MaxValue);
    }
}
