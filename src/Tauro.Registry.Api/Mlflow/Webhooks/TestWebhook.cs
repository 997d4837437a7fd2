using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>Sends an example event once and returns the result. A failed delivery is a result, not an error.</summary>
internal static class TestWebhook
{
    public static async Task<MlflowResult> Handle(
        MlflowRequest request, IWebhookStore webhooks, WebhookSender sender, Entropy entropy, TimeProvider time)
    {
        var requested = request.Message("event") is { } eventMessage ? WebhookEvents.Read(eventMessage) : null;
        var webhook = (await webhooks.Get(request.RouteId<WebhookId>("webhookId"), request.Cancel)).OrThrow();
        var name = requested ?? webhook.Events[0];
        var message = new WebhookMessage(name, WebhookExamples.Create(name), time.GetUtcNow(), entropy.NextId());
        var reply = await sender.Send(webhook, message, request.Cancel);
        return new MlflowResult(writer => writer.Message("result", result => result
            .Flag("success", reply.IsSuccess)
            .Integer("response_status", (long?)reply.Status)
            .String("response_body", reply.Body)
            .String("error_message", reply.Error is { } error ? $"Failed to test webhook: {error}" : null)));
    }
}
