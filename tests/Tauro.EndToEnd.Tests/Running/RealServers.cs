using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>
/// A RabbitMQ and a Redis server, and a stack that uses them, with two gateways and two web processes.
/// </summary>
public sealed class RealServers : IAsyncLifetime
{
    private readonly TemporaryFolder data = new();
    private HostedStack? stack;

    public RabbitServer Rabbit { get; private set; } = null!;

    public RedisServer Redis { get; private set; } = null!;

    private Dictionary<string, string> Settings => new()
    {
        ["TAURO_GATEWAY_REPLICAS"] = "2",
        ["TAURO_WEB_REPLICAS"] = "2",
        ["ConnectionStrings:rabbitmq"] = Rabbit.ConnectionString,
        ["ConnectionStrings:redis"] = Redis.ConnectionString,
    };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RabbitServer.IsInstalled && RedisServer.IsInstalled, "no rabbitmq-server or redis-server");
        (Rabbit, Redis) = (await RabbitServer.Run(), await RedisServer.Run());
    }

    /// <summary>Returns the stack; if a test has stopped it, starts it again on its data.</summary>
    public async Task<HostedStack> GetRunning() =>
        stack is { IsStopped: false } ? stack : stack = await HostedStack.Start(data.Path, Settings);

    public async ValueTask DisposeAsync()
    {
        if (stack is not null) await stack.DisposeAsync();
        if (Rabbit is not null) await Rabbit.DisposeAsync();
        if (Redis is not null) await Redis.DisposeAsync();
        data.Dispose();
    }
}
