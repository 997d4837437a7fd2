namespace Tauro.Gateway.Status;

internal static class GatewayStatus
{
    public static void AddGatewayStatus(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<StatusCollector>();

    public static void MapGatewayStatus(this WebApplication app) => app
        .MapGet("/status", (StatusCollector collector, CancellationToken cancel) => collector.GetStatus(cancel))
        .RequiresPrincipal()
        .WithName("GetStatus").WithSummary("Get the status of all services").WithTags("Operations");
}
