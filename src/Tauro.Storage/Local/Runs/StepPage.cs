using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Storage.Series;

namespace Tauro.Storage.Local;

/// <summary>The first points that come after the page before.</summary>
internal sealed class StepPage(MetricValue? after, int size) : HistoryPage
{
    private readonly List<MetricChunk> chunks = [];
    private long count;

    public override bool Take(MetricChunk chunk)
    {
        chunks.Add(chunk.After(after));
        count += chunks[^1].Count;
        return count <= size;
    }

    public override Page<MetricValue> Complete()
    {
        var points = new MetricValue[Math.Min(size, count)];
        var at = 0;
        foreach (var chunk in chunks)
        {
            for (var i = 0; i < chunk.Count && at < points.Length; i++) points[at++] = chunk[i];
        }

        return new Page<MetricValue>(points, at < count ? HistoryToken.Write(points[^1]) : null);
    }
}
