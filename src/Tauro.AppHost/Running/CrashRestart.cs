using System.Globalization;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tauro.AppHost.Running;

/// <summary>
/// Restarts a process that ended by itself, unless it was stopped in the dashboard or its exit code says that a person
/// has to fix something first (65, 69, 78 of sysexits.h).
/// </summary>
/// <remarks>
/// This is an eventing subscriber, not a hosted service: hosted services start only after Aspire has created every
/// resource, which takes until no resource waits for another.
/// </remarks>
internal sealed partial class CrashRestart(
    TimeSpan delayMax, ResourceNotificationService resources, ResourceCommandService commands,
    ResourceLoggerService logs, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CrashRestart> log)
    : IDistributedApplicationEventingSubscriber
{
    private const string RefusalPrefix = "Cannot start: ";

    private readonly Dictionary<string, Instance> instances = [];

    private sealed class Instance(TimeSpan delayMax)
    {
        public string? State { get; set; }

        public long RunningSince { get; set; }

        public RestartDelay Delay { get; } = new(delayMax);
    }

    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            if (executionContext.IsRunMode) _ = WatchAsync(lifetime.ApplicationStopping);
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private static bool HasEnded(string? state) =>
        state == KnownResourceStates.Exited || state == KnownResourceStates.Finished
        || state == KnownResourceStates.FailedToStart;

    private async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var change in resources.WatchAsync(stopping))
                if (change.Resource is ExecutableResource) Follow(change, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application is stopping, and its processes with it.
        }
    }

    private void Follow(ResourceEvent change, CancellationToken stopping)
    {
        if (!instances.TryGetValue(change.ResourceId, out var instance))
            instances[change.ResourceId] = instance = new Instance(delayMax);
        var (before, state) = (instance.State, change.Snapshot.State?.Text);
        if (state == before) return;
        instance.State = state;
        if (state == KnownResourceStates.Running) instance.RunningSince = time.GetTimestamp();

        // A resource stopped in the dashboard is in the state Stopping first.
        if (!HasEnded(state) || before != KnownResourceStates.Running || stopping.IsCancellationRequested) return;
        if (change.Snapshot.ExitCode is 65 or 69 or 78)
        {
            _ = ReportRefusalAsync(change);
            return;
        }

        var delay = instance.Delay.Next(time.GetElapsedTime(instance.RunningSince));
        Crashed(log, change.Resource.Name, change.Snapshot.ExitCode, delay.TotalSeconds);
        _ = RestartAsync(change.ResourceId, delay, stopping);
    }

    private async Task ReportRefusalAsync(ResourceEvent change)
    {
        List<string> message = [];
        await foreach (var lines in logs.GetAllAsync(change.ResourceId))
            message.AddRange(lines.Where(line => line.IsErrorMessage).Select(line => TrimTime(line.Content)));

        // The process may have been started before.
        var start = message.FindLastIndex(line => line.StartsWith(RefusalPrefix, StringComparison.Ordinal));
        if (start < 0) start = message.Count - 1;
        Refused(log, change.Resource.Name, change.Snapshot.ExitCode, string.Join('\n', message.Skip(start)));
    }

    /// <summary>Removes the time at which Aspire has read the line.</summary>
    private static string TrimTime(string line)
    {
        var space = line.IndexOf(' ');
        return space > 0 && DateTimeOffset.TryParse(line[..space], CultureInfo.InvariantCulture, out _)
            ? line[(space + 1)..]
            : line;
    }

    private async Task RestartAsync(string id, TimeSpan delay, CancellationToken stopping)
    {
        await Task.Delay(delay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stopping.IsCancellationRequested) return;
        var result = await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, stopping);
        if (!result.Success) NotRestarted(log, id, result.Message);
    }

    [LoggerMessage(6003, LogLevel.Warning,
        "{Resource} ended with exit code {Code}; it is started again in {Delay:0} s")]
    private static partial void Crashed(ILogger log, string resource, int? code, double delay);

    [LoggerMessage(6004, LogLevel.Error,
        "{Resource} ended with exit code {Code} and is not started again: {Message}")]
    private static partial void Refused(ILogger log, string resource, int? code, string message);

    [LoggerMessage(6005, LogLevel.Error, "{Resource} could not be started again: {Reason}")]
    private static partial void NotRestarted(ILogger log, string resource, string? reason);
}
