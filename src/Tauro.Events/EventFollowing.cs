using Microsoft.Extensions.Hosting;

namespace Tauro.Events;

/// <summary>Runs the followers of this process.</summary>
internal sealed class EventFollowing : BackgroundService
{
    private readonly IReadOnlyList<EventFollower> followers;

    public EventFollowing(IEnumerable<EventFollower> followers, BusMetrics metrics)
    {
        this.followers = [.. followers];
        metrics.Observe(this.followers);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(followers.Select(one => one.Run(stoppingToken)));
}
