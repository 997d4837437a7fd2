using StackExchange.Redis;

namespace Tauro.ServiceDefaults.Tests.Bus;

/// <summary>The bridge on the server that is embedded where there is no Redis.</summary>
public sealed class GarnetCarrierTests(GarnetFixture garnet) : CarrierContract, IClassFixture<GarnetFixture>
{
    protected override string Connection => garnet.ConnectionString;

    public override async ValueTask InitializeAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Connection + ",allowAdmin=true");
        await connection.GetDatabase().ExecuteAsync("FLUSHDB");
    }

    protected override Task StopServer()
    {
        garnet.Stop();
        return Task.CompletedTask;
    }

    protected override Task StartServer()
    {
        garnet.Start();
        return Task.CompletedTask;
    }

    protected override async Task<long> CountDead()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Connection);
        return await connection.GetDatabase().ListLengthAsync("{tauro:bus}:dead:tauro.registry.source-runs");
    }
}
