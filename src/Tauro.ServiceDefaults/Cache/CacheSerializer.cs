using System.Text.Json;
using Tauro.Contracts.Json;
using ZiggyCreatures.Caching.Fusion.Serialization;

namespace Tauro.ServiceDefaults.Cache;

/// <summary>Entries in Redis as JSON, which another version of a service can read, or see that it can't.</summary>
internal sealed class CacheSerializer : IFusionCacheSerializer
{
    private static readonly JsonSerializerOptions Options = TauroJson.Options;

    public byte[] Serialize<T>(T? obj) => JsonSerializer.SerializeToUtf8Bytes(obj, Options);

    public T? Deserialize<T>(byte[] data) => JsonSerializer.Deserialize<T>(data, Options);

    public ValueTask<byte[]> SerializeAsync<T>(T? obj, CancellationToken token = default) => new(Serialize(obj));

    public ValueTask<T?> DeserializeAsync<T>(byte[] data, CancellationToken token = default) =>
        new(Deserialize<T>(data));
}
