using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes of the metrics of logged models, which a run logs along with its own points.</summary>
internal static class LoggedModelMetricWrites
{
    /// <summary>Points removed at once, so that not every new point has to search for the oldest.</summary>
    private const int RemovedAtOnce = Limits.LoggedModelPointsMax / 10;

    /// <summary>Adds the facts, or returns why the metrics are refused.</summary>
    public static StoreProblem? Add(
        IReadOnlyDictionary<LoggedModelId, MeasuredModel> models, RunId runId, IReadOnlyList<LoggedModelMetric> metrics,
        List<TrackingFact> facts)
    {
        foreach (var group in metrics.GroupBy(metric => metric.ModelId))
        {
            if (!models.TryGetValue(group.Key, out var loaded)
                || loaded.Model.LifecycleStage == LifecycleStage.Deleted)
                return new LoggedModelMissing(group.Key);
            var added = group.Select(metric => metric with { RunId = runId })
                .DistinctBy(MeasuredModel.KeyOf)
                .Where(metric => !loaded.Metrics.ContainsKey(MeasuredModel.KeyOf(metric)))
                .ToList();
            var excess = loaded.Metrics.Count + added.Count - Limits.LoggedModelPointsMax;
            if (excess > 0 && MakeRoom(loaded, excess, facts) is { } full) return full;
            facts.AddRange(added.Select(metric => new TrackingFact.PutLoggedModelMetric(metric)));
        }

        return null;
    }

    /// <summary>Removes the oldest points; the latest of each series stays.</summary>
    private static StoreProblem? MakeRoom(MeasuredModel loaded, int atLeast, List<TrackingFact> facts)
    {
        var all = loaded.Metrics.Select(pair => pair.Value).ToList();
        var latest = all.GroupBy(metric => (metric.Key, metric.RunId, metric.DatasetName, metric.DatasetDigest))
            .Select(series => series.MaxBy(metric => (metric.Timestamp, metric.Step))!)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        var oldest = all.Where(metric => !latest.Contains(metric))
            .OrderBy(metric => metric.Timestamp).ThenBy(metric => metric.Step)
            .Take(Math.Max(atLeast, RemovedAtOnce)).ToList();
        if (oldest.Count < atLeast)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The model '{loaded.Model.ModelId}' would have more than {Limits.LoggedModelPointsMax} metrics, " +
                "the limit.");
        facts.AddRange(oldest.Select(metric => new TrackingFact.RemoveLoggedModelMetric(MeasuredModel.KeyOf(metric))));
        return null;
    }
}
