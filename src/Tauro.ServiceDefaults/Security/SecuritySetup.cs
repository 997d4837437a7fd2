using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tauro.ServiceDefaults.Requests;
using Tauro.ServiceDefaults.Testing;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Security;

/// <summary>The rules for paths, hosts and origins, the same for the gateway and each service.</summary>
internal static class SecuritySetup
{
    public static void AddTauroSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<KnownHosts>();
        services.AddSingleton(new SettingCheck(() => AuthMode.Check(configuration)));
        services.AddSingleton(new SettingCheck(() => KnownHosts.Check(configuration)));
        services.AddSingleton(new SettingCheck(() => KnownProxies.Check(configuration)));
        services.AddSingleton(new SettingCheck(() => TestingReset.IsAllowed(configuration)));
        services.AddCors();

        // Pages that may change data may also read the responses, and send JSON, for which browsers ask first.
        services.AddOptions<CorsOptions>().Configure<KnownHosts>((cors, hosts) => cors.AddDefaultPolicy(
            policy => policy.SetIsOriginAllowed(hosts.IsOrigin).AllowAnyMethod().AllowAnyHeader()
                .WithExposedHeaders("*")));
    }

    public static void UseTauroSecurity(this IApplicationBuilder app)
    {
        app.ApplicationServices.GetRequiredService<KnownHosts>(); // reads its setting now, not when the host starts
        app.UsePathCheck();
        app.UseMiddleware<BrowserRules>();
    }
}
