using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class CompareRuns
{
    public static async Task<Results<ComparisonResult, Invalid, NotFound, Conflict>> Handle(
        HttpRequest request,
        IRunStore store,
        CancellationToken cancel,
        [FromQuery(Name = "run_id")] string[]? runIds = null,
        string? format = null)
    {
        if (Check(runIds) is { } bad) return bad;
        if (ComparisonResult.WantsCsv(request, format) is not { } asCsv)
            return Invalid.Because(ProblemCodes.InvalidRequest, $"The format '{format}' is unknown; give json or csv.");

        var runs = new List<Run>(runIds!.Length);
        foreach (var runId in runIds)
        {
            var run = await store.GetRun(new RunId(runId), cancel);
            if (run.Problem is { } problem) return problem.ToResult<ComparisonResult>();
            runs.Add(run.Value);
        }

        return new ComparisonResult(Compare(runs), asCsv);
    }

    private static RunComparison Compare(IReadOnlyList<Run> runs) => new(
        [
            .. runs.Select(run => new ComparedRun(
                run.RunId, run.ExperimentId, run.Name, run.Status, run.StartTime, run.EndTime,
                (run.EndTime - run.StartTime) / 1000.0)),
        ],
        Align(runs, run => run.Params.Keys, (run, key) => run.Params.GetValueOrDefault(key)),
        Align(runs, run => run.Metrics.Keys,
            (run, key) => run.Metrics.TryGetValue(key, out var metric) ? metric.Value : (double?)null));

    private static SortedDictionary<string, IReadOnlyList<T>> Align<T>(
        IReadOnlyList<Run> runs, Func<Run, IEnumerable<string>> keys, Func<Run, string, T> value)
    {
        var aligned = new SortedDictionary<string, IReadOnlyList<T>>(StringComparer.Ordinal);
        foreach (var key in runs.SelectMany(keys).Distinct())
            aligned[key] = [.. runs.Select(run => value(run, key))];
        return aligned;
    }

    private static Invalid? Check(string?[]? runIds)
    {
        if (runIds is null or [])
            return Invalid.Because(ProblemCodes.InvalidRequest, "No run is named; give at least one run id.");
        if (runIds.Length > Limits.CompareRunsMax)
            return Invalid.Because(ProblemCodes.LimitExceeded,
                $"{runIds.Length} runs were named; the limit is {Limits.CompareRunsMax}.");
        if (runIds.Any(string.IsNullOrEmpty))
            return Invalid.Because(ProblemCodes.InvalidRequest, "A run id is empty; leave it out.");
        return runIds.Distinct().Count() < runIds.Length
            ? Invalid.Because(ProblemCodes.InvalidRequest, "A run is named twice; name each once.")
            : null;
    }
}
