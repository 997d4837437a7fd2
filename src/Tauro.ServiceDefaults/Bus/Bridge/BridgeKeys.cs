using StackExchange.Redis;

namespace Tauro.ServiceDefaults.Bus.Bridge;

/// <summary>
/// What the bridge keeps in Redis. All keys share the hash tag <c>{tauro:bus}</c>, so that a transaction over several
/// of them also runs on a cluster.
/// </summary>
internal static class BridgeKeys
{
    private const string Root = "{tauro:bus}";

    /// <summary>List: events that wait for a subscriber, oldest left.</summary>
    public static RedisKey Queue(string queue) => $"{Root}:queue:{queue}";

    /// <summary>List: the event that one consumer has in hand.</summary>
    public static RedisKey Processing(string queue, string instance) => $"{Root}:processing:{queue}:{instance}";

    /// <summary>List: events that a consumer has given up on, newest right.</summary>
    public static RedisKey Dead(string queue) => $"{Root}:dead:{queue}";

    /// <summary>Set: consumers of a queue that may have something in hand.</summary>
    public static RedisKey Instances(string queue) => $"{Root}:instances:{queue}";

    /// <summary>String that expires: the consumer lives.</summary>
    public static RedisKey Lease(string queue, string instance) => $"{Root}:lease:{queue}:{instance}";

    /// <summary>String: the last event a service has published; see <see cref="BridgeMark"/>.</summary>
    public static RedisKey Mark(string service) => $"{Root}:published:{service}";

    /// <summary>Channel: something was put into the queue.</summary>
    public static RedisChannel Wake(string queue) => RedisChannel.Literal($"{Root}:wake:{queue}");
}
