using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Access;
using Tauro.Contracts.Health;
using Tauro.ServiceDefaults.Caching;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the statistics of the cache.</summary>
public static class CacheStatsEndpoint
{
    private const string NoCache =
        "The store is in this process and reads from memory. A cache would be a second copy of the same documents.";

    /// <summary>Maps <c>/api/v1/{service}/cache/stats</c>.</summary>
    public static void MapCacheStats(this IEndpointRouteBuilder app)
    {
        var service = app.ServiceProvider.GetRequiredService<ProcessIdentity>().Name;
        app.MapGet($"/api/v1/{service}/cache/stats", Handle).Requires(AccessAction.Read, ResourceType.Workspace)
            .WithName($"Get{char.ToUpperInvariant(service[0])}{service[1..]}CacheStats")
            .WithSummary("Get what the cache has done, or the figures of what serves reads instead")
            .WithTags("Operations");
    }

    private static async Task<Ok<CacheStats>> Handle(HttpContext context, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (services.GetService<CacheActivity>() is { } cache)
        {
            var counts = cache.Read();
            var reads = counts.Hits + counts.Misses;
            return TypedResults.Ok(new CacheStats(
                true, null, counts.Hits, counts.Misses, reads == 0 ? null : (double)counts.Hits / reads,
                counts.Evictions, counts.StaleHits, counts.Entries, null));
        }

        var figures = new Dictionary<string, object>();
        foreach (var probe in services.GetServices<IStoreProbe>())
            foreach (var (name, value) in (await probe.Check(cancel)).Details)
                if (value is int or long) figures[name] = value;
        return TypedResults.Ok(new CacheStats(false, NoCache, 0, 0, null, 0, 0, 0, figures));
    }
}
