using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>
/// Reads the histories of many runs in parallel, step by step: each step is visited once for all runs that have it.
/// </summary>
internal static class StepWalk
{
    /// <param name="histories">The histories of the runs.</param>
    /// <param name="begin">Called with each step, in order.</param>
    /// <param name="visit">Called after that with each point of the step, and the index of its run.</param>
    /// <param name="cancel">Cancels the walk.</param>
    public static async Task ForEach(
        IReadOnlyList<StepHistory> histories, Action<long> begin, Action<int, MetricValue> visit,
        CancellationToken cancel)
    {
        var cursors = histories
            .Select((history, number) => new StepCursor(number, history.Pages(cancel).GetAsyncEnumerator(cancel)))
            .ToList();
        try
        {
            var next = new PriorityQueue<StepCursor, (long Step, int Number)>(cursors.Count);
            foreach (var cursor in cursors)
                if (await cursor.NextPage()) next.Enqueue(cursor, (cursor.Point.Step, cursor.Number));
            long? before = null;
            while (next.TryDequeue(out var cursor, out var at))
            {
                if (before != at.Step) begin(at.Step);
                before = at.Step;
                if (await VisitStep(cursor, at.Step, visit)) next.Enqueue(cursor, (cursor.Point.Step, cursor.Number));
            }
        }
        finally
        {
            foreach (var cursor in cursors) await cursor.DisposeAsync();
        }
    }

    /// <summary>Visits the points of a step; returns false at the end of the history.</summary>
    private static async ValueTask<bool> VisitStep(StepCursor cursor, long step, Action<int, MetricValue> visit)
    {
        do
        {
            visit(cursor.Number, cursor.Point);
            if (!cursor.TryNext() && !await cursor.NextPage()) return false;
        }
        while (cursor.Point.Step == step);
        return true;
    }
}
