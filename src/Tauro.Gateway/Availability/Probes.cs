using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tauro.Gateway.Backends;

namespace Tauro.Gateway.Availability;

/// <summary>
/// Probes services. Only a service that accepts probes and responds to none is frozen. One that refuses or closes their
/// connections is not: it is busy, or its requests fail by themselves.
/// </summary>
internal sealed class Probes(Backend backend, IOptions<AvailabilityOptions> options, TimeProvider time)
{
    private const int FrozenAfter = 2;

    private readonly ConcurrentDictionary<string, Series> all = new();

    /// <summary>Whether the last probes timed out.</summary>
    public bool IsFrozen(string service) => all.TryGetValue(service, out var series) && series.IsFrozen;

    /// <summary>Probes the service, unless that is already done.</summary>
    public void Start(string service)
    {
        var series = all.GetOrAdd(service, _ => new Series());
        if (!Interlocked.Exchange(ref series.IsRunning, true)) _ = Task.Run(() => Run(service, series));
    }

    private async Task Run(string service, Series series)
    {
        var timeouts = 0;
        while (timeouts < FrozenAfter && !await IsResponding(service)) timeouts++;
        series.IsFrozen = timeouts == FrozenAfter;
        Volatile.Write(ref series.IsRunning, false);
    }

    private async Task<bool> IsResponding(string service)
    {
        try
        {
            using var timeout = new CancellationTokenSource(options.Value.UnresponsiveAfter / 3, time);
            using var response = await backend.Probe(service, timeout.Token);
            return true;
        }
        catch (Exception failure)
        {
            return failure is not OperationCanceledException;
        }
    }

    private sealed class Series
    {
        public bool IsRunning;
        public volatile bool IsFrozen;
    }
}
