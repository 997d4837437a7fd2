using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Storage.Series;

namespace Tauro.Storage.Local;

/// <summary>A page of a history in the making, out of the series' points as they come, by step and each once.</summary>
internal abstract class HistoryPage
{
    /// <param name="query">What is asked for.</param>
    /// <param name="after">The last point of the page before; null for the first page.</param>
    public static HistoryPage Of(MetricHistoryQuery query, MetricValue? after) =>
        query.Order == MetricHistoryOrder.Step
            ? new StepPage(after, query.Page.Size)
            : new TimestampPage(after, query.Page.Size);

    /// <summary>Takes the points that come next; false when it needs no more.</summary>
    public abstract bool Take(MetricChunk chunk);

    public abstract Page<MetricValue> Complete();
}
