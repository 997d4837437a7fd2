using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Tauro.ServiceDefaults.Redis;

/// <summary>One connection to Redis for the cache and the bus, when <c>ConnectionStrings:redis</c> is set.</summary>
internal static class TauroRedis
{
    public const string ConnectionName = "redis";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(2);

    public static void AddTauroRedis(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString(ConnectionName) is not { Length: > 0 } connection) return;

        builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
        {
            var options = ConfigurationOptions.Parse(connection);
            // A service starts, and goes on, without Redis; the connection comes back by itself.
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = (int)ConnectTimeout.TotalMilliseconds;
            options.AsyncTimeout = options.SyncTimeout = (int)CommandTimeout.TotalMilliseconds;
            return ConnectionMultiplexer.Connect(options);
        });
        builder.Services.AddHealthChecks().AddCheck<RedisCheck>(ConnectionName, timeout: CommandTimeout * 2);
    }
}
