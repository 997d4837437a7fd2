using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Json;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class CompareRuns
{
    public static Task<Results<ComparisonResult, Invalid, NotFound, Conflict>> Handle(
        HttpRequest request,
        IRunStore store,
        CancellationToken cancel,
        [FromQuery(Name = "run_id")] string[]? runIds = null,
        Choice<MetricAlignment>? align = null,
        [FromQuery(Name = "metric")] string[]? metrics = null,
        [FromQuery(Name = "differences_only")] bool differencesOnly = false,
        [FromQuery(Name = "max_points")] int maxPoints = Limits.AlignedRowsDefault,
        string? format = null) =>
        CompareManyRuns.Handle(
            new RunsToCompare(
                [.. (runIds ?? []).Select(id => new RunId(id))], align?.Value ?? default, metrics, differencesOnly,
                maxPoints),
            request, store, cancel, format);
}
