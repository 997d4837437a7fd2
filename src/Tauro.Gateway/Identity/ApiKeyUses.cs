using System.Collections.Concurrent;
using System.Net;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Gateway.Backends;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults.Start;
using Tauro.Stores.Identity;

namespace Tauro.Gateway.Identity;

/// <summary>Reports to the identity service when API keys were last used, every few minutes.</summary>
internal sealed class ApiKeyUses(Backend backend, TimeProvider time, ILogger<ApiKeyUses> log)
    : PeriodicWork(Interval, time)
{
    private const int ReportedMax = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<ApiKeyId, ApiKeyUse> unreported = [];

    /// <param name="keyId">The key.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="address">The address of the client.</param>
    public void Add(ApiKeyId keyId, long now, IPAddress? address)
    {
        // Once a second is enough, and most requests only read.
        if (unreported.TryGetValue(keyId, out var known) && now - known.Time < 1_000) return;
        unreported[keyId] = new ApiKeyUse(keyId, now, address?.ToString());
    }

    protected override async Task Run(CancellationToken cancel)
    {
        var uses = unreported.Values.Take(ReportedMax).ToList();
        if (uses.Count == 0) return;
        using var content = JsonContent.Create(uses, options: TauroJson.Options);
        using var response = await backend.Post(RouteTable.Identity, "/internal/identity/uses", cancel, content);
        response.EnsureSuccessStatusCode();
        foreach (var use in uses) unreported.TryRemove(KeyValuePair.Create(use.KeyId, use));
    }

    protected override void Failed(Exception exception) => log.UsesNotReported(exception.Message);
}
