using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
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
        foreach (var runId in compared.RunIds)
        {
            var run = await store.GetRun(runId, cancel);
            if (run.Problem is { } problem) return problem.ToResult<ComparisonResult>();
            runs.Add(run.Value);
            keys.UnionWith(run.Value.Params.Keys.Select(key => ("param", key)));
            keys.UnionWith(run.Value.Metrics.Keys.Select(key => ("metric", key)));
            keys.UnionWith(run.Value.Tags.Keys.Select(key => ("tag", key)));
            if (TooMany(keys.Count, compared.RunIds.Count, "params, metrics and tags") is { } many)
                return many.ToResult<ComparisonResult>();
        }

        var differences = new RunDifferences(runs, compared.Metrics ?? [], compared.DifferencesOnly);
        if (compared.Align == MetricAlignment.Last) return new ComparisonResult(runs, differences, null, chosen);
        var series = await Series(store, runs, differences.Metrics.Keys, compared.MaxPoints, cancel);
        if (series.Problem is { } refused) return refused.ToResult<ComparisonResult>();
        return new ComparisonResult(runs, differences, series.Value, chosen);
    }

    private static async Task<StoreOutcome<IReadOnlyDictionary<string, AlignedMetric>>> Series(
        IRunStore store, List<Run> runs, ICollection<string> metrics, int rowsMax, CancellationToken cancel)
    {
        var count = (long)runs.Count * metrics.Count;
        if (count > Limits.AlignedSeriesMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"{runs.Count} runs with {metrics.Count} metrics have {count} histories; the limit of a comparison by "
                + $"step is {Limits.AlignedSeriesMax}. Name the metrics to compare, or fewer runs.");
        if (TooMany(count, rowsMax, "histories") is { } many) return many;
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

    private static StoreProblem? TooMany(long count, int times, string of) => count * times > Limits.CompareValuesMax
        ? StoreProblem.Invalid(
            ProblemCodes.LimitExceeded,
            $"The comparison would have {times} values for each of {count} {of}; the limit is "
            + $"{Limits.CompareValuesMax} values. Compare fewer runs, or export them.")
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
        return NullValues.Find(compared.Metrics, "metrics");
    }

    private static StoreProblem Refuse(string message) => StoreProblem.Invalid(ProblemCodes.InvalidRequest, message);
}
