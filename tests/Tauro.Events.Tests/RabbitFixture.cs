using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>A RabbitMQ server for a test class.</summary>
public sealed class RabbitFixture : IAsyncLifetime
{
    public RabbitServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RabbitServer.Run();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
