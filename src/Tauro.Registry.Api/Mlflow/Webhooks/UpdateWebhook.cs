using Microsoft.Extensions.Options;
using Tauro.Mlflow;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

internal static class UpdateWebhook
{
    public static async Task<MlflowAnswer> Handle(
        MlflowRequest request,
        IWebhookStore webhooks,
        WebhookChanges changes,
        IOptions<WebhookOptions> options,
        TimeProvider time)
    {
        var events = WebhookEvents.Read(request.Messages("events"));
        var change = new WebhookChange(
            WebhookWire.Given(request, "name"),
            WebhookWire.Given(request, "url"),
            events.Count > 0 ? events : null,
            WebhookWire.Given(request, "description"),
            WebhookWire.Given(request, "secret"),
            WebhookWire.IsActive(request));
        if (change.Name is { } name) WebhookRules.CheckName(name);
        WebhookRules.CheckTexts(change.Description, change.Secret);
        if (change.Url is { } url) await WebhookTarget.Check(url, options.Value.AllowPrivate, time, request.Cancel);

        var updated = (await webhooks.Update(request.Route("webhookId"), change, request.Cancel)).OrThrow();
        changes.Tell();
        return WebhookWire.Answer(updated);
    }
}
