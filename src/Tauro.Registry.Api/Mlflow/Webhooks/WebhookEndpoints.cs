using Tauro.Contracts.Access;
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

        mlflow.Post("webhooks", CreateWebhook.Handle).Requires(AccessAction.Manage, ResourceType.Workspace);
        mlflow.Get("webhooks", ListWebhooks.Handle).Requires(AccessAction.Manage, ResourceType.Workspace);
        mlflow.Get("webhooks/{webhookId}", GetWebhook.Handle).Requires(AccessAction.Manage, ResourceType.Workspace);
        mlflow.Patch("webhooks/{webhookId}", UpdateWebhook.Handle)
            .Requires(AccessAction.Manage, ResourceType.Workspace);
        mlflow.Delete("webhooks/{webhookId}", DeleteWebhook.Handle)
            .Requires(AccessAction.Manage, ResourceType.Workspace);
        mlflow.Post("webhooks/{webhookId}/test", TestWebhook.Handle)
            .Requires(AccessAction.Manage, ResourceType.Workspace);
    }
}
