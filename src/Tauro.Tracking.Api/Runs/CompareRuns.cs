using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Runs;

internal static class CompareRuns
{
    public static async Task<Results<ComparisonAnswer, Invalid, NotFound, Conflict>> Handle(
        HttpRequest request,
        IRunStore store,
        CancellationToken cancel,
        [FromQuery(Name = "run_id")] string[]? runIds = null,
        string? format = null)
    {
        if (Check(runIds) is { } bad) return bad;
        if (ComparisonAnswer.WantsCsv(request, format) is not { } asCsv)
            return Invalid.Because(ProblemCodes.InvalidRequest, $"The format '{format}' is unknown; give json or csv.");

        var runs = new List<Run>(runIds!.Length);
        foreach (var runId in runIds)
        {
            var run = await store.GetRun(runId, cancel);
            if (run.Problem is { } problem) return problem.Answer<ComparisonAnswer>();
            runs.Add(run.Value);
        }

        return new ComparisonAnswer(RunComparison.Of(runs), asCsv);
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
