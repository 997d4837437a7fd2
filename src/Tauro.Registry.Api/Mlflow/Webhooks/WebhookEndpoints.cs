using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

internal static class WebhookEndpoints
{
    /// <summary>Maps the webhook routes; does nothing if the registry's store does not support webhooks.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider.GetRequiredService<IServiceProviderIsService>();
        if (!services.IsService(typeof(IWebhookStore))) return;
        var mlflow = app.MapMlflow();

        mlflow.Post("webhooks", CreateWebhook.Handle);
        mlflow.Get("webhooks", ListWebhooks.Handle);
        mlflow.Get("webhooks/{webhookId}", GetWebhook.Handle);
        mlflow.Patch("webhooks/{webhookId}", UpdateWebhook.Handle);
        mlflow.Delete("webhooks/{webhookId}", DeleteWebhook.Handle);
        mlflow.Post("webhooks/{webhookId}/test", TestWebhook.Handle);
    }
}
