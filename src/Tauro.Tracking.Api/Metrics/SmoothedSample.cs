using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Metrics;

/// <summary>
/// Smooths a sample with all points of the history, so that the result does not depend on which are drawn.
/// </summary>
internal static class SmoothedSample
{
    /// <summary>
    /// Reads the history in order, with one page of it in memory: the time is proportional to the number of points.
    /// </summary>
    /// <param name="store">The store with the history.</param>
    /// <param name="query">The query of the sample.</param>
    /// <param name="sample">The sample; none of its points may be missing in the history.</param>
    /// <param name="smoothing">More than 0 and less than 1.</param>
    /// <param name="pointsMax">The points to read; a history with more is refused.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<StoreOutcome<MetricSample>> Smooth(
        IRunStore store, MetricSampleQuery query, MetricSample sample, double smoothing, long pointsMax,
        CancellationToken cancel)
    {
        var smoothed = new List<double>(sample.Points.Count);
        var average = new ExponentialAverage(smoothing);
        var (first, read) = (FirstStep(query.MinStep, smoothing), 0L);
        for (string? token = null; smoothed.Count < sample.Points.Count;)
        {
            var found = await store.GetMetricHistory(
                new MetricHistoryQuery(
                    query.RunId, query.Key, new PageRequest(Limits.HistoryPageSizeMax, token), first,
                    sample.Points[^1].Step),
                cancel);
            if (found.Problem is { } problem) return problem;
            read += found.Value.Items.Count;
            if (read > pointsMax) return TooLong(query.Key, pointsMax);
            foreach (var point in found.Value.Items)
            {
                var value = average.Add(point.Step, point.Value);
                if (smoothed.Count < sample.Points.Count
                    && PointOrder.Instance.Compare(sample.Points[smoothed.Count], point) == 0) smoothed.Add(value);
            }

            if (found.Value.NextPageToken is not { } next) break;
            token = next;
        }

        // Fewer if the run was purged since it was sampled.
        return smoothed.Count == sample.Points.Count
            ? sample with { Smoothed = smoothed }
            : new MetricSample([], 1, true);
    }

    /// <summary>Returns the step from which points have a weight in the first average.</summary>
    private static long? FirstStep(long? minStep, double smoothing)
    {
        var reach = ExponentialAverage.Reach(smoothing);
        return minStep is { } min && min - reach > long.MinValue / 2 ? min - (long)reach : null;
    }

    private static StoreProblem TooLong(string key, long pointsMax) => StoreProblem.Invalid(
        ProblemCodes.LimitExceeded,
        $"The history of {key} has more than {pointsMax} points, the limit for smoothing. Give min_step and max_step, "
        + "or leave out smoothing.");
}
