using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Mlflow;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

internal static class GetHistory
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredRunId();
        var key = request.RequiredText("metric_key");
        var token = request.Text("page_token") is { Length: > 0 } given ? given : null;
        // Without a size, or with the 0 that old clients mean by it, the contract is all there is.
        var size = request.Whole("max_results") is { } wanted and not 0 ? wanted : (long?)null;
        if (size < 1)
            throw MlflowException.Invalid(
                $"Invalid value {size} for parameter 'max_results' supplied. It must be a positive integer");
        if (size is null) return Answer(key, await All(store, id, key, token, request.Cancel), null);

        var page = new PageRequest((int)Math.Min(size.Value, Limits.HistoryPageSizeMax), token);
        var found = (await store.GetMetricHistory(Query(id, key, page), request.Cancel)).OrThrow(id);
        return Answer(key, found.Items, found.NextPageToken);
    }

    private static async Task<List<MetricValue>> All(
        IRunStore store, string id, string key, string? token, CancellationToken cancel)
    {
        var all = new List<MetricValue>();
        do
        {
            var page = new PageRequest(Limits.HistoryPageSizeMax, token);
            var found = (await store.GetMetricHistory(Query(id, key, page), cancel)).OrThrow(id);
            all.AddRange(found.Items);
            token = found.NextPageToken;
        }
        while (token is not null);
        return all;
    }

    private static MetricHistoryQuery Query(string id, string key, PageRequest page) =>
        new(id, key, page, Order: MetricHistoryOrder.Timestamp);

    private static MlflowAnswer Answer(string key, IReadOnlyList<MetricValue> points, string? next) =>
        new(answer => answer
            .Messages("metrics", points, (metric, point) => MetricMessage.Write(metric, key, point))
            .Text("next_page_token", next));
}
