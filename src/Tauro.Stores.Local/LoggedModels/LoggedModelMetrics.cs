using Tauro.Contracts;
using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.LoggedModels;

/// <summary>Keeps what a run measures on logged models, in the commit that keeps the run's own points.</summary>
internal static class LoggedModelMetrics
{
    /// <summary>How many points give way at once, so that not every further point has to look for the oldest.</summary>
    private const int MadeRoomFor = Limits.LoggedModelPointsMax / 10;

    public static StoreProblem? Log(
        TrackingState state, Change change, string runId, IReadOnlyList<LoggedModelMetric> metrics)
    {
        foreach (var ofModel in metrics.GroupBy(metric => metric.ModelId))
        {
            if (state.LoggedModels.Find(ofModel.Key) is null) return NoModel(ofModel.Key);
            var added = ofModel.Select(metric => metric with { RunId = runId })
                .DistinctBy(LoggedModelTables.KeyOf)
                .Where(metric => state.LoggedModelMetrics.Find(LoggedModelTables.KeyOf(metric)) is null)
                .ToList();
            var count = state.LoggedModelMetrics.CountOf(ofModel.Key) + added.Count;
            if (count > Limits.LoggedModelPointsMax
                && MakeRoom(state, change, ofModel.Key, count - Limits.LoggedModelPointsMax) is { } full)
                return full;
            foreach (var metric in added) change.Put(state.LoggedModelMetrics, metric);
        }

        return null;
    }

    public static StoreProblem NoModel(string modelId) => StoreProblem.NotFound(
        ProblemCodes.LoggedModelNotFound, $"Logged model with ID '{TextRules.Shown(modelId)}' not found.");

    private static StoreProblem? MakeRoom(TrackingState state, Change change, string modelId, int atLeast)
    {
        var all = state.LoggedModelMetrics.Of(modelId).ToList();
        var latest = all.GroupBy(metric => (metric.Key, metric.RunId, metric.DatasetName, metric.DatasetDigest))
            .Select(series => series.MaxBy(metric => (metric.Timestamp, metric.Step))!)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        var oldest = all.Where(metric => !latest.Contains(metric))
            .OrderBy(metric => metric.Timestamp).ThenBy(metric => metric.Step)
            .Take(Math.Max(atLeast, MadeRoomFor)).ToList();
        if (oldest.Count < atLeast)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The model '{modelId}' would have more than {Limits.LoggedModelPointsMax} metrics, the limit.");
        foreach (var metric in oldest) change.Remove(state.LoggedModelMetrics, LoggedModelTables.KeyOf(metric));
        return null;
    }
}
