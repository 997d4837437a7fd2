using System.Reflection;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Tauro.Events.Tests;

public sealed class EventPublisherTests
{
    [Fact]
    public async Task A_publish_that_waits_for_ever_on_a_dead_channel_fails_after_the_timeout()
    {
        var log = new TestEventLog("tracking");
        log.Append(TestBus.Ended(1));
        var events = (await log.Read(0, 10)).Value;
        await using var services =
            new ServiceCollection().AddMetrics().AddSingleton<BusMetrics>().BuildServiceProvider();
        var publisher = new EventPublisher(
            DispatchProxy.Create<IBus, HangingBus>(), DispatchProxy.Create<IBusControl, HangingBus>(),
            services.GetRequiredService<BusMetrics>(),
            Options.Create(new BusOptions { PublishTimeout = TimeSpan.FromMilliseconds(200) }), TimeProvider.System,
            NullLogger<EventPublisher>.Instance);

        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await foreach (var _ in publisher.Publish(events, CancellationToken.None))
            {
            }
        });

        Assert.Contains("did not confirm", publisher.Failure, StringComparison.Ordinal);
    }

    /// <summary>A bus that says that it is healthy, and whose publishes neither end nor can be cancelled.</summary>
    public class HangingBus : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IBusControl.CheckHealth) =>
                BusHealthResult.Healthy("", new Dictionary<string, EndpointHealthResult>()),
            nameof(IPublishEndpoint.Publish) => new TaskCompletionSource().Task,
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }
}
