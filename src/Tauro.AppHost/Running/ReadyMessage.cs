using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Tauro.AppHost.Running;

/// <summary>Prints when the stack is ready, and its address. Aspire itself only prints that it has started.</summary>
/// <param name="healthy">The services that must be healthy; the address is that of the first.</param>
/// <param name="resources">The state of the services.</param>
/// <param name="time">The clock.</param>
internal sealed class ReadyMessage(string[] healthy, ResourceNotificationService resources, TimeProvider time)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ResourceEvent[] ready;
        try
        {
            ready = await Task.WhenAll(
                healthy.Select(service => resources.WaitForResourceHealthyAsync(service, stoppingToken)));
        }
        catch (DistributedApplicationException)
        {
            return; // One of them could not start; the reason is in the log, and the others go on.
        }

        using var process = Process.GetCurrentProcess();
        var took = time.GetUtcNow() - process.StartTime.ToUniversalTime();
        var url = ready[0].Snapshot.Urls.FirstOrDefault(u => !u.IsInternal)?.Url;
        Console.WriteLine($"Tauro is ready at {url} after {took.TotalSeconds:0.0} s.");
    }
}
