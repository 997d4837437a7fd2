namespace Tauro.Gateway.Status;

internal static class GatewayStatus
{
    public static void AddGatewayStatus(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<StatusCollector>();

    public static void MapGatewayStatus(this WebApplication app)
    {
        app.MapGet("/status", (StatusCollector collector, CancellationToken cancel) => collector.GetStatus(cancel))
            .WithName("GetStatus").WithSummary("Get the status of all services").WithTags("Operations")
            .AllowAnonymous();
        app.MapGet("/", async (StatusCollector collector, CancellationToken cancel) =>
                new StatusPage(await collector.GetStatus(cancel)))
            .ExcludeFromDescription()
            .AllowAnonymous();
    }
}
