using Tauro.Mlflow;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

internal static class GetWebhook
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IWebhookStore webhooks) =>
        WebhookWire.Answer((await webhooks.Get(request.Route("webhookId"), request.Cancel)).OrThrow());
}
