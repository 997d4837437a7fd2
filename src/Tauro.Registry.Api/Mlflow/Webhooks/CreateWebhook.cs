using Microsoft.Extensions.Options;
using Tauro.Mlflow;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

internal static class CreateWebhook
{
    public static async Task<MlflowResult> Handle(
        MlflowRequest request,
        IWebhookStore webhooks,
        WebhookChanges changes,
        IOptions<WebhookOptions> options,
        TimeProvider time)
    {
        var (name, url) = (request.RequiredString("name"), request.RequiredString("url"));
        if (!request.Has("events")) throw MlflowMessage.MissingValue("events");
        var events = WebhookEvents.Read(request.Messages("events"));
        var webhook = new NewWebhook(
            name, url, events,
            WebhookWire.GetNonEmpty(request, "description"),
            WebhookWire.GetNonEmpty(request, "secret"),
            WebhookWire.IsActive(request) ?? true);
        WebhookRules.CheckName(name);
        WebhookRules.CheckLengths(webhook.Description, webhook.Secret);
        await WebhookTarget.Check(url, options.Value.AllowPrivate, time, request.Cancel);
        if (events.Count == 0)
            throw MlflowException.Invalid("Webhook events must be a non-empty list of WebhookEvent objects: [].");

        var created = (await webhooks.Create(webhook, request.Cancel)).OrThrow();
        changes.Notify();
        return WebhookWire.ToResponse(created);
    }
}
