using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>One RabbitMQ for a class of tests.</summary>
public sealed class RabbitFixture : IAsyncLifetime
{
    public RabbitServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RabbitServer.Run();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
