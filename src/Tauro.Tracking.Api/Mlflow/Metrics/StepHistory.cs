using System.Runtime.CompilerServices;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>
/// One run's points in a range of steps, by step. They can be read several times, with at most the first page and one
/// other page in memory. A missing run has no points, and is not an error.
/// </summary>
internal sealed class StepHistory(IRunStore store, RunId runId, string key, long minStep, long maxStep, int pageSize)
{
    private Page<MetricValue>? first;

    public async IAsyncEnumerable<IReadOnlyList<MetricValue>> Pages([EnumeratorCancellation] CancellationToken cancel)
    {
        first ??= await Read(minStep, maxStep, new PageRequest(pageSize), cancel);
        for (var page = first; ;)
        {
            yield return page.Items;
            if (page.NextPageToken is not { } token) yield break;
            page = await Read(minStep, maxStep, new PageRequest(pageSize, token), cancel);
        }
    }

    /// <summary>Whether the run has points before the range.</summary>
    public async Task<bool> BeginsBefore(CancellationToken cancel) =>
        minStep > long.MinValue && await Has(long.MinValue, minStep - 1, cancel);

    public async Task<bool> ContinuesAfter(CancellationToken cancel) =>
        maxStep < long.MaxValue && await Has(maxStep + 1, long.MaxValue, cancel);

    private async Task<bool> Has(long from, long to, CancellationToken cancel) =>
        (await Read(from, to, new PageRequest(1), cancel)).Items.Count > 0;

    private async Task<Page<MetricValue>> Read(long from, long to, PageRequest page, CancellationToken cancel)
    {
        var found = await store.GetMetricHistory(new MetricHistoryQuery(runId, key, page, from, to), cancel);
        return found.IsOk ? found.Value : new Page<MetricValue>([]);
    }
}
