using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.ServiceDefaults.Security;

/// <summary>The rules for paths, hosts and origins, the same for the gateway and each service.</summary>
internal static class SecuritySetup
{
    public static void AddTauroSecurity(this IServiceCollection services)
    {
        services.AddSingleton<KnownHosts>();
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
