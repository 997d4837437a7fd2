using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Tauro.AppHost.Start;

namespace Tauro.AppHost.Running;

/// <summary>Prints when the stack is ready, and its address. Aspire itself only prints that it has started.</summary>
/// <param name="healthy">The services that must be healthy; the address is that of the first.</param>
/// <param name="settings">The AppHost's settings.</param>
/// <param name="resources">The state of the services.</param>
/// <param name="time">The clock.</param>
internal sealed class ReadyMessage(
    string[] healthy, AppHostSettings settings, ResourceNotificationService resources, TimeProvider time)
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
        if (ReadSetupToken() is { } token)
            Console.WriteLine(
                $"There is no administrator yet. Make the first one at {url}/setup with this setup token: {token}");
    }

    /// <summary>Returns the token that the identity service has written; null when there is an administrator.</summary>
    private string? ReadSetupToken()
    {
        if (!settings.ChecksCredentials) return null;
        try
        {
            return File.ReadAllText(Path.Combine(settings.DataFolder, "identity", "setup-token")).Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
