using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Tauro.ServiceDefaults.Health;
using Tauro.Stores;

namespace Tauro.Caching;

/// <summary>One connection to Redis for the cache, when <c>ConnectionStrings:redis</c> is set.</summary>
internal static class TauroRedis
{
    public const string ConnectionName = "redis";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(2);

    public static void AddTauroRedis(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString(ConnectionName) is not { Length: > 0 } connection) return;

        builder.Services.AddSingleton(new SettingCheck(() => Parse(connection)));
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
        {
            var options = Parse(connection);
            // A service starts and runs without Redis too; the client reconnects by itself.
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = (int)ConnectTimeout.TotalMilliseconds;
            options.AsyncTimeout = options.SyncTimeout = (int)CommandTimeout.TotalMilliseconds;
            return ConnectionMultiplexer.Connect(options);
        });
        builder.Services.AddHealthChecks().AddCheck<RedisCheck>(
            ConnectionName, tags: [HealthTags.Remote], timeout: CommandTimeout * 2);
    }

    private static ConfigurationOptions Parse(string connection)
    {
        try
        {
            return ConfigurationOptions.Parse(connection);
        }
        catch (ArgumentException e)
        {
            // The value is not shown, because it may contain a password.
            throw new SettingException(
                "ConnectionStrings__redis", "(hidden)",
                $"{e.Message} Set it to host:port, followed by options such as password=..., separated by commas.");
        }
    }
}
