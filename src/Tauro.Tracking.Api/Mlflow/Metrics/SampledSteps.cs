using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>
/// Samples the points for a chart. The steps are chosen evenly among all steps of all runs, so that every curve has
/// points at the same steps. The last step, and the first and last step of each run, are always included.
/// </summary>
/// <remarks>
/// The choice depends on the number of steps, and a history may not fit in memory: a first pass counts the steps, and a
/// second one picks the points.
/// </remarks>
internal sealed class SampledSteps
{
    private readonly IReadOnlyList<StepHistory> histories;
    private readonly (long First, long Last)?[] ends;
    private readonly HashSet<long> endSteps = [];
    private long steps;

    private SampledSteps(IReadOnlyList<StepHistory> histories) =>
        (this.histories, ends) = (histories, new (long, long)?[histories.Count]);

    /// <param name="histories">The histories of the runs, in the requested range.</param>
    /// <param name="count">The number of steps, besides the ends.</param>
    /// <param name="pointsMax">The most points to return for a run.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The points of each run, by step.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<MetricValue>>> Sample(
        IReadOnlyList<StepHistory> histories, int count, int pointsMax, CancellationToken cancel)
    {
        var sample = new SampledSteps(histories);
        await sample.Count(cancel);
        return await sample.Pick(count, pointsMax, cancel);
    }

    private async Task Count(CancellationToken cancel)
    {
        await StepWalk.ForEach(
            histories,
            _ => steps++,
            (number, point) => ends[number] = (ends[number]?.First ?? point.Step, point.Step),
            cancel);
        for (var i = 0; i < ends.Length; i++)
        {
            // When a run continues outside of the range, its ends are not in the range and are not included.
            if (ends[i] is not var (first, last)) continue;
            if (!await histories[i].BeginsBefore(cancel)) endSteps.Add(first);
            if (!await histories[i].ContinuesAfter(cancel)) endSteps.Add(last);
        }
    }

    private async Task<IReadOnlyList<IReadOnlyList<MetricValue>>> Pick(
        int count, int pointsMax, CancellationToken cancel)
    {
        var picked = histories.Select(_ => new List<MetricValue>()).ToArray();
        var interval = (double)steps / count;
        var (index, chosen, isIncluded) = (-1L, 0, false);
        await StepWalk.ForEach(
            histories,
            step =>
            {
                index++;
                var isChosen = steps <= count || index == (long)(chosen * interval);
                if (isChosen) chosen++;
                isIncluded = isChosen || index == steps - 1 || endSteps.Contains(step);
            },
            (number, point) =>
            {
                if (isIncluded && picked[number].Count < pointsMax) picked[number].Add(point);
            },
            cancel);
        return picked;
    }
}
