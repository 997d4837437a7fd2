using MassTransit.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Bus.Bridge;

/// <summary>Runs this service's consumers over the bridge, each with a <see cref="BridgeReader"/>.</summary>
internal sealed class BridgeConsumer(
    BusConsumers consumers,
    IReceiveEndpointDispatcherFactory dispatchers,
    IConnectionMultiplexer redis,
    BusMetrics metrics,
    IOptions<BusOptions> options,
    TimeProvider time,
    ILogger<BridgeConsumer> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stopping) =>
        Task.WhenAll(consumers.All.Select(one => ReaderOf(one.Consumer, one.Subscription.Queue).Run(stopping)));

    private BridgeReader ReaderOf(Type consumer, string queue)
    {
        var dispatcher = (IReceiveEndpointDispatcher)typeof(IReceiveEndpointDispatcherFactory)
            .GetMethod(nameof(IReceiveEndpointDispatcherFactory.CreateConsumerReceiver))!
            .MakeGenericMethod(consumer)
            .Invoke(dispatchers, [queue])!;
        // Not the pid alone: containers give every process the same one.
        var instance = $"{Environment.MachineName}:{Environment.ProcessId}:{Entropy.System.NextId()}";
        var list = new BridgeQueue(redis, queue, instance, options.Value);
        return new BridgeReader(queue, list, dispatcher, redis, metrics, options.Value, time, log);
    }
}
