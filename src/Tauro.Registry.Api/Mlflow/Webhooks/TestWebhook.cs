using Tauro.Mlflow;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>Sends an example event once and returns the result. A failed delivery is a result, not an error.</summary>
internal static class TestWebhook
{
    public static async Task<MlflowAnswer> Handle(
        MlflowRequest request, IWebhookStore webhooks, WebhookSender sender, Entropy entropy, TimeProvider time)
    {
        var asked = request.Message("event") is { } given ? WebhookEvents.Read(given) : null;
        var webhook = (await webhooks.Get(request.Route("webhookId"), request.Cancel)).OrThrow();
        var name = asked ?? webhook.Events[0];
        var message = new WebhookMessage(name, WebhookExamples.Of(name), time.GetUtcNow(), entropy.NextId());
        var reply = await sender.Send(webhook, message, request.Cancel);
        return new MlflowAnswer(answer => answer.Message("result", result => result
            .Flag("success", reply.IsSuccess)
            .Whole("response_status", (long?)reply.Status)
            .Text("response_body", reply.Body)
            .Text("error_message", reply.Error is { } error ? $"Failed to test webhook: {error}" : null)));
    }
}
