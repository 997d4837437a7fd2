using System.Runtime.CompilerServices;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

internal static class GetHistory
{
    /// <summary>The size of the first read of a complete history: most histories have no more points.</summary>
    private const int FirstRead = 25_000;

    public static async Task<IResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredRunId();
        var key = request.RequiredString("metric_key");
        var token = request.String("page_token");
        // Without a size, or with the 0 that old clients send for it, MLflow returns the complete history.
        var size = request.Integer("max_results") is { } requested and not 0 ? requested : (long?)null;
        if (size < 1)
            throw MlflowException.Invalid(
                $"Invalid value {size} for parameter 'max_results' supplied. It must be a positive integer");
        if (size is null)
        {
            return new MlflowStream<MetricValue>(
                "metrics", ReadAll(store, id, key, token, request.Cancel),
                (metric, point) => MetricMessage.Write(metric, key, point));
        }

        var page = new PageRequest((int)Math.Min(size.Value, Limits.HistoryPageSizeMax), token);
        var found = (await store.GetMetricHistory(Query(id, key, page), request.Cancel)).OrThrow(id);
        return new MlflowResult(writer => writer
            .Messages("metrics", found.Items, (metric, point) => MetricMessage.Write(metric, key, point))
            .String("next_page_token", found.NextPageToken));
    }

    /// <summary>
    /// Reads a complete history, which may not fit in memory, in pages. Later pages are larger: where the order by time
    /// differs from the order by step, each read visits more points than it returns.
    /// </summary>
    private static async IAsyncEnumerable<IReadOnlyList<MetricValue>> ReadAll(
        IRunStore store, RunId id, string key, string? token, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var size = FirstRead; ; size = Math.Min(2 * size, Limits.HistoryPageSizeMax))
        {
            var query = Query(id, key, new PageRequest(size, token));
            var found = (await store.GetMetricHistory(query, cancel)).OrThrow(id);
            yield return found.Items;
            token = found.NextPageToken;
            if (token is null) yield break;
        }
    }

    private static MetricHistoryQuery Query(RunId id, string key, PageRequest page) =>
        new(id, key, page, Order: MetricHistoryOrder.Timestamp);
}
