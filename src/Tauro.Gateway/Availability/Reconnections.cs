using System.Collections.Concurrent;
using Tauro.Gateway.Backends;

namespace Tauro.Gateway.Availability;

/// <summary>
/// Finds out when a service accepts connections again. All requests that wait for it share the attempts.
/// </summary>
internal sealed class Reconnections(Backend backend, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>The attempts end some time after the last request that waits.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Lazy<Task>> waits = new();

    /// <summary>Completes when the service has responded, or after a minute.</summary>
    public Task Wait(string service) =>
        waits.GetOrAdd(service, _ => new Lazy<Task>(() => Task.Run(() => Probe(service)))).Value;

    private async Task Probe(string service)
    {
        var since = time.GetTimestamp();
        do await Task.Delay(Interval, time);
        while (!await IsResponding(service) && time.GetElapsedTime(since) < WaitMax);
        waits.TryRemove(service, out _);
    }

    private async Task<bool> IsResponding(string service)
    {
        try
        {
            using var timeout = new CancellationTokenSource(Timeout, time);
            using var response = await backend.Probe(service, timeout.Token);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
