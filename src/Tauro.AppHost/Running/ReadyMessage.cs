using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Tauro.AppHost.Running;

/// <summary>Prints when the stack is ready, and its address. Aspire itself only prints that it has started.</summary>
internal sealed class ReadyMessage(string service, ResourceNotificationService resources, TimeProvider time)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ready = await resources.WaitForResourceHealthyAsync(service, stoppingToken);
        using var process = Process.GetCurrentProcess();
        var took = time.GetUtcNow() - process.StartTime.ToUniversalTime();
        var url = ready.Snapshot.Urls.FirstOrDefault(u => !u.IsInternal)?.Url;
        Console.WriteLine($"Tauro is ready at {url} after {took.TotalSeconds:0.0} s.");
    }
}
