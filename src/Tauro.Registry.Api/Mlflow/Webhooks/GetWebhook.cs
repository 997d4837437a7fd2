using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

internal static class GetWebhook
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IWebhookStore webhooks) =>
        WebhookWire.ToResponse((await webhooks.Get(request.RouteId<WebhookId>("webhookId"), request.Cancel)).OrThrow());
}
