using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class CompareManyRuns
{
    public static Task<Results<ComparisonResult, Invalid, NotFound, Conflict>> Handle(
        RunsToCompare runs, HttpRequest request, IRunStore store, CancellationToken cancel, string? format = null) =>
        CompareRuns.Handle(request, store, cancel, [.. runs.RunIds ?? []], format);
}
