using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Tauro.ServiceDefaults.Health;
using Tauro.Stores;

namespace Tauro.Caching;

/// <summary>One connection to Redis, when <c>ConnectionStrings:redis</c> is set.</summary>
public static class TauroRedis
{
    internal const string ConnectionName = "redis";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Adds an <see cref="IConnectionMultiplexer"/>; returns whether Redis is configured.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="consequence">A sentence on what happens while Redis does not respond.</param>
    public static bool AddTauroRedis(this WebApplicationBuilder builder, string consequence)
    {
        if (builder.Configuration.GetConnectionString(ConnectionName) is not { Length: > 0 } connection) return false;

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
        builder.Services.AddHealthChecks().AddTypeActivatedCheck<RedisCheck>(
            ConnectionName, failureStatus: null, tags: [HealthTags.Remote], CommandTimeout * 2, consequence);
        return true;
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
