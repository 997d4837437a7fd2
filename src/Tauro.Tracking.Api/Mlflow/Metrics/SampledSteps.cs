using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>
/// The steps that a chart shows: evenly chosen among all that any of the runs has, so that curves meet at the same
/// steps, with the last one, and with the first and last of each run.
/// </summary>
internal static class SampledSteps
{
    /// <param name="histories">Each in the order of steps.</param>
    /// <param name="first">Null for 0, as MLflow has it.</param>
    /// <param name="last">Null for the greatest.</param>
    public static IReadOnlySet<long> Of(
        IReadOnlyList<IReadOnlyList<MetricValue>> histories, long? first, long? last, int count)
    {
        var (from, to) = (first ?? 0, last ?? long.MaxValue);
        var steps = histories.SelectMany(points => points.Select(point => point.Step))
            .Where(step => step >= from && step <= to).Distinct().Order().ToArray();
        var chosen = new HashSet<long>();
        if (steps.Length <= count)
        {
            chosen.UnionWith(steps);
        }
        else
        {
            var interval = (double)steps.Length / count;
            for (var i = 0; i < count; i++) chosen.Add(steps[(int)(i * interval)]);
            chosen.Add(steps[^1]);
        }

        foreach (var points in histories)
        {
            if (points.Count == 0) continue;
            foreach (var end in new[] { points[0].Step, points[^1].Step })
                if (end >= from && end <= to) chosen.Add(end);
        }

        return chosen;
    }
}
