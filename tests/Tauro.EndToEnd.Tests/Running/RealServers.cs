using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>A RabbitMQ and a Redis server, which a stack uses by their connection strings.</summary>
public sealed class RealServers : IAsyncLifetime
{
    public RabbitServer Rabbit { get; private set; } = null!;

    public RedisServer Redis { get; private set; } = null!;

    public IReadOnlyDictionary<string, string> ConnectionStrings => new Dictionary<string, string>
    {
        ["ConnectionStrings:rabbitmq"] = Rabbit.ConnectionString,
        ["ConnectionStrings:redis"] = Redis.ConnectionString,
    };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RabbitServer.IsInstalled && RedisServer.IsInstalled, "no rabbitmq-server or redis-server");
        (Rabbit, Redis) = (await RabbitServer.Run(), await RedisServer.Run());
    }

    public async ValueTask DisposeAsync()
    {
        if (Rabbit is not null) await Rabbit.DisposeAsync();
        if (Redis is not null) await Redis.DisposeAsync();
    }
}
