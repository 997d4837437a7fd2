using Tauro.Contracts.Health;
using Tauro.Contracts.Paging;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    public Task<ApiResult<CacheStats>> GetCacheStats(string store, CancellationToken cancel) =>
        Get<CacheStats>($"{Api}/{store}/cache/stats", cancel);

    public Task<ApiResult<Page<HealthChange>>> GetHealthHistory(string store, CancellationToken cancel) =>
        Get<Page<HealthChange>>($"{Api}/{store}/health/history", cancel);

    public Task<ApiResult<MetricsSummary>> GetMetrics(string store, CancellationToken cancel) =>
        Get<MetricsSummary>($"{Api}/{store}/metrics/summary", cancel);
}
