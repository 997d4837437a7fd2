using Tauro.Mlflow;
using Tauro.Storage;

namespace Tauro.Registry.Api.Webhooks;

internal static class DeleteWebhook
{
    public static async Task<MlflowAnswer> Handle(
        MlflowRequest request, IWebhookStore webhooks, WebhookChanges changes)
    {
        (await webhooks.Delete(request.Route("webhookId"), request.Cancel)).OrThrow();
        changes.Tell();
        return MlflowAnswer.Empty;
    }
}
