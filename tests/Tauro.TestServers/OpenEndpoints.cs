using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.TestServers;

/// <summary>Endpoints of tests, which do not say who may call them.</summary>
public static class OpenEndpoints
{
    /// <summary>Admits everybody to endpoints that do not say who may call them.</summary>
    public static void OpenUnstatedEndpoints(this IServiceCollection services) =>
        services.Configure<AuthorizationOptions>(authorization => authorization.FallbackPolicy = null);
}
