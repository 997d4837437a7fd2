using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>
/// The points that a chart shows: those at steps evenly chosen among all that any of the runs has, so that curves meet
/// at the same steps, at the last one, and at the first and last of each run.
/// </summary>
/// <remarks>
/// Which steps are chosen depends on how many there are, and a history may have more than memory has room for: one walk
/// counts them, and a second one picks.
/// </remarks>
internal sealed class SampledSteps
{
    private readonly IReadOnlyList<StepHistory> histories;
    private readonly (long First, long Last)?[] ends;
    private readonly HashSet<long> endSteps = [];
    private long steps;

    private SampledSteps(IReadOnlyList<StepHistory> histories) =>
        (this.histories, ends) = (histories, new (long, long)?[histories.Count]);

    /// <param name="histories">The runs, in the range that is wanted.</param>
    /// <param name="count">How many steps, besides the ends.</param>
    /// <param name="pointsMax">Points that are answered of a run at the most.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The points of each run, by step.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<MetricValue>>> Of(
        IReadOnlyList<StepHistory> histories, int count, int pointsMax, CancellationToken cancel)
    {
        var sample = new SampledSteps(histories);
        await sample.Count(cancel);
        return await sample.Pick(count, pointsMax, cancel);
    }

    private async Task Count(CancellationToken cancel)
    {
        await StepWalk.Through(
            histories,
            _ => steps++,
            (number, point) => ends[number] = (ends[number]?.First ?? point.Step, point.Step),
            cancel);
        for (var i = 0; i < ends.Length; i++)
        {
            // Of a run that goes on outside of the range, the ends are there and not wanted.
            if (ends[i] is not var (first, last)) continue;
            if (!await histories[i].BeginsBefore(cancel)) endSteps.Add(first);
            if (!await histories[i].EndsBehind(cancel)) endSteps.Add(last);
        }
    }

    private async Task<IReadOnlyList<IReadOnlyList<MetricValue>>> Pick(
        int count, int pointsMax, CancellationToken cancel)
    {
        var picked = histories.Select(_ => new List<MetricValue>()).ToArray();
        var interval = (double)steps / count;
        var (at, chosen, isWanted) = (-1L, 0, false);
        await StepWalk.Through(
            histories,
            step =>
            {
                at++;
                var isChosen = steps <= count || at == (long)(chosen * interval);
                if (isChosen) chosen++;
                isWanted = isChosen || at == steps - 1 || endSteps.Contains(step);
            },
            (number, point) =>
            {
                if (isWanted && picked[number].Count < pointsMax) picked[number].Add(point);
            },
            cancel);
        return picked;
    }
}
