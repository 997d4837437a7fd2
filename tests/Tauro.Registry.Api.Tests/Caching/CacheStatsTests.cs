using System.Net.Http.Json;
using System.Text.Json;

namespace Tauro.Registry.Api.Tests.Caching;

public sealed class CacheStatsTests
{
    [Fact]
    public async Task An_embedded_store_reports_that_it_needs_no_cache_and_what_it_has_in_memory()
    {
        await using var registry = await RegistryHost.Start();
        using var created = await registry.Http.PostAsJsonAsync("/api/v1/models", new { name = "fraud" });

        var stats = await registry.Http.GetFromJsonAsync<JsonElement>("/api/v1/registry/cache/stats");

        Assert.False(stats.GetProperty("is_used").GetBoolean());
        Assert.Contains("reads from memory", stats.GetProperty("reason").GetString());
        Assert.Equal(0, stats.GetProperty("hits").GetInt64());
        Assert.False(stats.TryGetProperty("hit_rate", out _));
        var store = stats.GetProperty("store");
        Assert.True(store.GetProperty("documents").GetInt64() >= 1);
        Assert.True(store.GetProperty("heap_bytes").GetInt64() > 0);
        Assert.True(store.TryGetProperty("search_columns", out _));
    }
}
