using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>The position of a <see cref="StepWalk"/> in one run's history.</summary>
/// <param name="number">The index of the run.</param>
/// <param name="pages">The pages of the history.</param>
internal sealed class StepCursor(int number, IAsyncEnumerator<IReadOnlyList<MetricValue>> pages) : IAsyncDisposable
{
    private IReadOnlyList<MetricValue> page = [];
    private int index = -1;

    public int Number => number;

    public MetricValue Point => page[index];

    /// <summary>Moves to the next point; returns false at the end of the page.</summary>
    public bool TryNext() => ++index < page.Count;

    /// <summary>Moves to the first point of the next page; returns false at the end of the history.</summary>
    public async ValueTask<bool> NextPage()
    {
        while (await pages.MoveNextAsync())
        {
            (page, index) = (pages.Current, 0);
            if (page.Count > 0) return true;
        }

        return false;
    }

    public ValueTask DisposeAsync() => pages.DisposeAsync();
}
