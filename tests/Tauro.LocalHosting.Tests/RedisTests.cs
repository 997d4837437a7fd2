using StackExchange.Redis;
using Tauro.LocalHosting.Tests.Running;

namespace Tauro.LocalHosting.Tests;

public sealed class RedisTests
{
    [Theory]
    [InlineData("--embedded")]
    [InlineData(null)]
    public async Task What_was_acknowledged_survives_a_kill_of_the_AppHost(string? arguments)
    {
        Assert.SkipUnless(arguments is not null || Executable.Find("redis-server") is not null, "no redis-server");
        using var data = new TemporaryFolder();
        (string, string?) noBroker = ("ConnectionStrings__rabbitmq", "amqp://guest:guest@localhost:1");
        await using (var appHost = RunningAppHost.Start(data.Path, arguments, noBroker))
        {
            await using var redis = await ConnectAsync(appHost);
            var database = redis.GetDatabase();
            for (var i = 0; i < 100; i++)
            {
                await database.ListRightPushAsync("queue", $"message {i}");
            }

            await database.StringSetAsync("cursor", 99);
            appHost.Signal("KILL");
            await appHost.ExitedAsync();
        }

        // At once: the next AppHost waits for what is left of the one before.
        await using var again = RunningAppHost.Start(data.Path, arguments, noBroker);
        await using var reopened = await ConnectAsync(again);
        Assert.Equal(99, (int)await reopened.GetDatabase().StringGetAsync("cursor"));
        Assert.Equal(100, await reopened.GetDatabase().ListLengthAsync("queue"));
        Assert.Equal("message 99", await reopened.GetDatabase().ListGetByIndexAsync("queue", -1));
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(RunningAppHost appHost)
    {
        await appHost.ReadyAsync();
        var given = await appHost.EnvironmentAsync();
        return await ConnectionMultiplexer.ConnectAsync(given["ConnectionStrings__redis"]);
    }
}
