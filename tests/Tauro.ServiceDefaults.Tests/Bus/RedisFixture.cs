using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Bus;

/// <summary>One Redis for a class of tests.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.Run();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
