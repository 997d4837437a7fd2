using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tauro.AppHost.Running;

/// <summary>
/// Stops the services in order, and gives each up to 30 s to complete its requests. Aspire's orchestrator would stop
/// all of them at once, and kill them after 6 s.
/// </summary>
internal sealed partial class OrderedStop(
    string[] order, ResourceNotificationService resources, TimeProvider time, ILogger<OrderedStop> log)
    : BackgroundService
{
    private const int Terminate = 15;
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The last state of each instance of the services, by instance id: each replica has its own.</summary>
    private readonly ConcurrentDictionary<string, ResourceEvent> instances = new(StringComparer.Ordinal);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (OperatingSystem.IsWindows()) return; // there is no SIGTERM: the orchestrator sends Ctrl-C
        foreach (var name in order)
            await Task.WhenAll(instances.Values.Where(instance => instance.Resource.Name == name)
                .Select(instance => StopAsync(instance, cancellationToken)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in resources.WatchAsync(stoppingToken))
                if (order.Contains(change.Resource.Name)) instances[change.ResourceId] = change;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: no instances are started from here on.
        }
    }

    private async Task StopAsync(ResourceEvent instance, CancellationToken cancellationToken)
    {
        if (instance.Snapshot.State?.Text != KnownResourceStates.Running
            || instance.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is not int pid)
            return;

        var began = time.GetTimestamp();
        if (Kill(pid, Terminate) != 0) return;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(DrainTimeout);
        try
        {
            await resources.WaitForResourceAsync(
                instance.Resource.Name,
                now => now.ResourceId == instance.ResourceId
                    && KnownResourceStates.TerminalStates.Contains(now.Snapshot.State?.Text),
                timeout.Token);
            Stopped(log, instance.ResourceId, time.GetElapsedTime(began).TotalSeconds);
        }
        catch (OperationCanceledException)
        {
            NotStopped(log, instance.ResourceId, DrainTimeout);
        }
    }

    [LoggerMessage(6001, LogLevel.Information, "{Resource} stopped after {Seconds:0.0} s")]
    private static partial void Stopped(ILogger log, string resource, double seconds);

    [LoggerMessage(6002, LogLevel.Warning, "{Resource} did not stop within {Timeout} and is killed")]
    private static partial void NotStopped(ILogger log, string resource, TimeSpan timeout);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
