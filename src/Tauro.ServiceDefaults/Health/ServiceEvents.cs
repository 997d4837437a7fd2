using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;
using Tauro.ServiceDefaults.Start;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores.Events;

namespace Tauro.ServiceDefaults.Health;

/// <summary>
/// Writes events about the service itself to its history, in the background and in order. If the store can't take one,
/// which may be what it reports, it is only in the log. The gateway has no store, and so no such events.
/// </summary>
public sealed class ServiceEvents(IServiceProvider services, ILogger<ServiceEvents> log) : BackgroundService
{
    private const int WaitingMax = 100;

    private readonly Channel<LifecycleEvent> waiting = Channel.CreateBounded<LifecycleEvent>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Adds an event; does not wait.</summary>
    public void Add(LifecycleEvent lifecycleEvent) => waiting.Writer.TryWrite(lifecycleEvent);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<IEventWriter>() is not { } writer) return;
        await Write(CreateStarted(writer)).ConfigureAwait(false);
        await foreach (var next in waiting.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            await Write(next).ConfigureAwait(false);

        async Task Write(LifecycleEvent next)
        {
            try
            {
                await writer.Write(next, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.ServiceEventLost(e, EventCatalog.NameOf(next), next.Subject);
            }
        }
    }

    private ServiceStarted CreateStarted(IEventWriter writer) => new(
        ProcessIdentity.Version,
        services.GetRequiredService<SettingNames>().FindSet(),
        writer.LockTakenFrom);
}
