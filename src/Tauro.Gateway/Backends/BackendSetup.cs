using Tauro.Gateway.Routing;
using Tauro.ServiceDefaults.Health;
using Tauro.ServiceDefaults.Security;

namespace Tauro.Gateway.Backends;

internal static class BackendSetup
{
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Gets the name of the HTTP client with the long timeout.</summary>
    public static string GetLongTimeoutClientName(string service) => $"{service}-long-timeout";

    public static void AddBackends(this WebApplicationBuilder builder)
    {
        var services = RouteTable.GetServices(AuthMode.IsRequired(builder.Configuration));
        builder.Services.AddSingleton(new BackendNames(services));
        foreach (var service in services)
        {
            builder.Services.AddHttpClient(service)
                .ConfigureHttpClient(http => http.BaseAddress = new Uri($"http://{service}"))
                .AddTauroSingleAttempt(ShortTimeout)
                .AddTauroToken(service);
            builder.Services.AddHttpClient(GetLongTimeoutClientName(service))
                .ConfigureHttpClient(http => http.BaseAddress = new Uri($"http://{service}"))
                .AddTauroSingleAttempt(LongTimeout)
                .AddTauroToken(service);
            builder.Services.AddHealthChecks()
                .AddTypeActivatedCheck<BackendCheck>(
                    service, failureStatus: null, tags: [HealthTags.Remote], ShortTimeout * 2, service);
        }

        builder.Services.AddSingleton<Backend>();
    }
}
