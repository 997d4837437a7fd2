using Tauro.Gateway.Routing;

namespace Tauro.Gateway.Backends;

internal static class BackendSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void AddBackends(this WebApplicationBuilder builder)
    {
        foreach (var service in RouteTable.Services)
        {
            builder.Services.AddHttpClient(service)
                .ConfigureHttpClient(http => http.BaseAddress = new Uri($"http://{service}"))
                .AddTauroSingleAttempt(Patience);
            builder.Services.AddHealthChecks()
                .AddTypeActivatedCheck<BackendCheck>(service, failureStatus: null, tags: [], Patience * 2, service);
        }

        builder.Services.AddSingleton<Backend>();
    }
}
