using Tauro.Caching;

namespace Tauro.Gateway.Sessions;

internal static class SessionSetup
{
    /// <summary>Adds the sessions of browsers: in Redis if it is configured, otherwise in memory.</summary>
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SessionOptions>().BindConfiguration(SessionOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        if (builder.AddTauroRedis("Users can't sign in, and their sessions do not work until it does."))
            services.AddSingleton<ISessionStore, RedisSessions>();
        else services.AddSingleton<ISessionStore, MemorySessions>();
        services.AddSingleton<UserSessions>();
    }
}
