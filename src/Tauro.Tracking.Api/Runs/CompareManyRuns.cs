using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.Stores.Paging;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;
using Tauro.Tracking.Api.Tables;

namespace Tauro.Tracking.Api.Runs;

internal static class CompareManyRuns
{
    public static async Task<Results<ComparisonResult, Invalid, NotFound, Conflict>> Handle(
        RunsToCompare compared, HttpRequest request, IRunStore store, CancellationToken cancel, string? format = null)
    {
        if (Check(compared) is { } bad) return bad.ToResult<ComparisonResult>();
        TableFormat[] formats = [TableFormat.Json, TableFormat.Csv, TableFormat.Parquet];
        if (TableFormat.Choose(request, format, formats) is not { } chosen) return TableFormat.Unknown(format, formats);

        var runs = new List<Run>(compared.RunIds.Count);
        var keys = new HashSet<(string Kind, string Key)>();
        var bytes = 0L;
        var metrics = compared.Metrics?.ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var runId in compared.RunIds)
        {
            var found = await store.GetRun(runId, cancel);
            if (found.Problem is { } problem) return problem.ToResult<ComparisonResult>();
            var run = metrics.Count == 0 ? found.Value : WithMetrics(found.Value, metrics);
            runs.Add(run);
            keys.UnionWith(run.Params.Keys.Select(key => ("param", key)));
            keys.UnionWith(run.Metrics.Keys.Select(key => ("metric", key)));
            keys.UnionWith(run.Tags.Keys.Select(key => ("tag", key)));
            bytes += PageBytes.Estimate(run);
            if ((TooManyValues(runs: compared.RunIds.Count, keys.Count) ?? TooLarge(bytes)) is { } limit)
                return limit.ToResult<ComparisonResult>();
        }

        var isByStep = compared.Align == MetricAlignment.Step;
        var differences = new RunDifferences(runs, compared.DifferencesOnly, isByStep);
        if (!isByStep) return new ComparisonResult(runs, differences, null, chosen);
        var series = await Series(store, runs, differences.Metrics.Keys, compared.MaxPoints, cancel);
        if (series.Problem is { } refused) return refused.ToResult<ComparisonResult>();
        if (compared.DifferencesOnly) differences.RemoveSame(series.Value);
        return new ComparisonResult(runs, differences, series.Value, chosen);
    }

    private static Run WithMetrics(Run run, HashSet<string> metrics) => run with
    {
        Metrics = run.Metrics.Where(metric => metrics.Contains(metric.Key))
            .ToDictionary(metric => metric.Key, metric => metric.Value, StringComparer.Ordinal),
    };

    private static async Task<StoreOutcome<SortedDictionary<string, AlignedMetric>>> Series(
        IRunStore store, List<Run> runs, ICollection<string> metrics, int rowsMax, CancellationToken cancel)
    {
        var count = (long)runs.Count * metrics.Count;
        if (count > Limits.AlignedSeriesMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"{runs.Count} runs with {metrics.Count} metrics have {count} histories; the limit of a comparison by "
                + $"step is {Limits.AlignedSeriesMax}. Name the metrics to compare, or fewer runs.");
        if (count * rowsMax > Limits.CompareValuesMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The comparison may have {rowsMax} values for each of {count} histories; the limit is "
                + $"{Limits.CompareValuesMax} values. Lower max_points, name fewer metrics, or compare fewer runs.");
        var series = new SortedDictionary<string, AlignedMetric>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            var samples = new List<MetricSample>(runs.Count);
            foreach (var run in runs)
            {
                var sample = await store.SampleMetric(
                    new MetricSampleQuery(run.RunId, metric, rowsMax * StepAlignment.PointsPerRow), cancel);
                if (sample.Problem is { } problem) return problem;
                samples.Add(sample.Value);
            }

            series[metric] = StepAlignment.Align(samples, rowsMax);
        }

        return series;
    }

    private static StoreProblem? TooManyValues(int runs, int keys) => (long)runs * keys > Limits.CompareValuesMax
        ? StoreProblem.Invalid(
            ProblemCodes.LimitExceeded,
            $"The comparison would have {runs} values for each of {keys} params, metrics and tags; the limit is "
            + $"{Limits.CompareValuesMax} values. Name the metrics to compare, compare fewer runs, or export them.")
        : null;

    private static StoreProblem? TooLarge(long bytes) => bytes > Limits.CompareBytesMax
        ? StoreProblem.Invalid(
            ProblemCodes.LimitExceeded,
            $"The params, metrics and tags of the runs have more than {Limits.CompareBytesMax} bytes, the limit of a "
            + "comparison. Compare fewer runs, or export them.")
        : null;

    private static StoreProblem? Check(RunsToCompare compared)
    {
        if (compared.RunIds.Count == 0) return Refuse("No run is named; give at least one run id.");
        if (compared.RunIds.Count > Limits.CompareRunsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"{compared.RunIds.Count} runs were named; the limit is {Limits.CompareRunsMax}.");
        if (compared.RunIds.Any(id => id.Value.Length == 0)) return Refuse("A run id is empty; leave it out.");
        if (compared.RunIds.Distinct().Count() < compared.RunIds.Count)
            return Refuse("A run is named twice; name each once.");
        if (compared.MaxPoints is < 1 or > Limits.AlignedRowsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"max_points is {compared.MaxPoints}; give 1 to {Limits.AlignedRowsMax}.");
        if (compared.Metrics?.Count > Limits.ComparedMetricsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"{compared.Metrics.Count} metrics were named; the limit is {Limits.ComparedMetricsMax}. Name fewer, "
                + "or none for all.");
        return NullValues.Find(compared.Metrics, "metrics");
    }

    private static StoreProblem Refuse(string message) => StoreProblem.Invalid(ProblemCodes.InvalidRequest, message);
}
