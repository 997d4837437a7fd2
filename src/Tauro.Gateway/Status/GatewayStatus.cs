namespace Tauro.Gateway.Status;

internal static class GatewayStatus
{
    public static void AddGatewayStatus(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<StatusSurvey>();

    public static void MapGatewayStatus(this WebApplication app)
    {
        app.MapGet("/status", (StatusSurvey survey, CancellationToken cancel) => survey.Ask(cancel))
            .WithName("GetStatus").WithSummary("Get the status of all services").WithTags("Operations")
            .AllowAnonymous();
        app.MapGet("/", async (StatusSurvey survey, CancellationToken cancel) =>
                new StatusPage(await survey.Ask(cancel)))
            .ExcludeFromDescription()
            .AllowAnonymous();
    }
}
