using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

internal static class DeleteWebhook
{
    public static async Task<MlflowResult> Handle(
        MlflowRequest request, IWebhookStore webhooks, WebhookChanges changes)
    {
        (await webhooks.Delete(request.RouteId<WebhookId>("webhookId"), request.Cancel)).OrThrow();
        changes.Notify();
        return MlflowResult.Empty;
    }
}
