using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    private const int RangeAttemptsMax = 3;

    /// <summary>
    /// Reads the points of the metrics whose range a query needs, and of which it is not known: of runs that an older
    /// version stored. That is done once for each metric, since its range is then stored with the run.
    /// </summary>
    private async Task CompleteRanges(
        TrackingState state, IReadOnlyList<ExperimentId>? experimentIds, Filter? filter, IEnumerable<Field> others,
        CancellationToken cancel)
    {
        var fields = (filter?.Fields ?? []).Concat(others)
            .Where(field => field.Kind == FieldKind.Metric && field.Function != FieldFunction.None).Distinct();
        foreach (var field in fields)
        {
            foreach (var columns in state.Runs.Columns(field.OfParent ? null : experimentIds))
            {
                // A column was built from complete ranges, and those stay complete.
                var own = field with { OfParent = false };
                if (columns.HasNumbers(own)) continue;
                foreach (var number in columns.All.Where(number => state.Runs.LacksRange(number, field.Key)))
                {
                    if (state.Runs.At(number) is { } run)
                        await CompleteRange(state, run, field.Key, cancel).ConfigureAwait(false);
                }

                // The search builds it, too, but not for the parents of runs, which may be in any experiment.
                columns.Numbers(own);
            }
        }
    }

    private async Task CompleteRange(TrackingState state, Run run, string key, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= RangeAttemptsMax; attempt++)
        {
            if (await FindSeries(state, run, key, cancel).ConfigureAwait(false) is not { } series) return;
            MetricRange? range = null;
            await Scan(series, null, null, point =>
            {
                var added = MetricRange.From(point);
                range = range?.With(added) ?? added;
            }).ConfigureAwait(false);
            var isDone = range is not { } complete || (await engine.Commit<bool>(
                (current, _) => StoreOutcome<bool>.Ok(current.Runs.CompleteRange(run.RunId, series, complete)), cancel)
                .ConfigureAwait(false)).Value;
            if (isDone) return;
        }
    }
}
