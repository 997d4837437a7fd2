using StackExchange.Redis;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Backplane;

namespace Tauro.ServiceDefaults.Cache;

/// <summary>Tells the other replicas which entry changed, by Redis publish and subscribe.</summary>
internal sealed class RedisBackplane(IConnectionMultiplexer redis) : IFusionCacheBackplane
{
    private BackplaneSubscriptionOptions? subscription;

    private ISubscriber Subscriber => redis.GetSubscriber();

    public void Subscribe(BackplaneSubscriptionOptions options)
    {
        subscription = options;
        Subscriber.Subscribe(Channel(options), (_, value) => Received(value));
        options.ConnectHandler?.Invoke(new BackplaneConnectionInfo(isReconnection: false));
        redis.ConnectionRestored += Reconnected;
    }

    public async ValueTask SubscribeAsync(BackplaneSubscriptionOptions options)
    {
        subscription = options;
        await Subscriber.SubscribeAsync(Channel(options), (_, value) => Received(value));
        if (options.ConnectHandlerAsync is { } connected)
            await connected(new BackplaneConnectionInfo(isReconnection: false));
        redis.ConnectionRestored += Reconnected;
    }

    public void Unsubscribe()
    {
        if (subscription is not { } current) return;
        redis.ConnectionRestored -= Reconnected;
        subscription = null;
        Subscriber.Unsubscribe(Channel(current));
    }

    public async ValueTask UnsubscribeAsync()
    {
        if (subscription is not { } current) return;
        redis.ConnectionRestored -= Reconnected;
        subscription = null;
        await Subscriber.UnsubscribeAsync(Channel(current));
    }

    public void Publish(BackplaneMessage message, FusionCacheEntryOptions options, CancellationToken token = default) =>
        Subscriber.Publish(Channel(subscription!), BackplaneMessage.ToByteArray(message));

    public async ValueTask PublishAsync(
        BackplaneMessage message, FusionCacheEntryOptions options, CancellationToken token = default) =>
        await Subscriber.PublishAsync(Channel(subscription!), BackplaneMessage.ToByteArray(message));

    private static RedisChannel Channel(BackplaneSubscriptionOptions options) =>
        RedisChannel.Literal(options.ChannelName!);

    private void Received(RedisValue value)
    {
        if (BackplaneMessage.FromByteArray((byte[])value!) is { } message)
            subscription?.IncomingMessageHandler?.Invoke(message);
    }

    // What was said while we were away was not heard: this makes the cache look at Redis again.
    private void Reconnected(object? sender, ConnectionFailedEventArgs args)
    {
        if (args.ConnectionType == ConnectionType.Subscription)
            subscription?.ConnectHandler?.Invoke(new BackplaneConnectionInfo(isReconnection: true));
    }
}
