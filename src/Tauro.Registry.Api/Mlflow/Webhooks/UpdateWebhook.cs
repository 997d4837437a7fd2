using Microsoft.Extensions.Options;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

internal static class UpdateWebhook
{
    public static async Task<MlflowResult> Handle(
        MlflowRequest request,
        IWebhookStore webhooks,
        WebhookChanges changes,
        IOptions<WebhookOptions> options,
        TimeProvider time)
    {
        var events = WebhookEvents.Read(request.Messages("events"));
        var change = new WebhookChange(
            WebhookWire.GetNonEmpty(request, "name"),
            WebhookWire.GetNonEmpty(request, "url"),
            events.Count > 0 ? events : null,
            WebhookWire.GetNonEmpty(request, "description"),
            WebhookWire.GetNonEmpty(request, "secret"),
            WebhookWire.IsActive(request));
        if (change.Name is { } name) WebhookRules.CheckName(name);
        WebhookRules.CheckLengths(change.Description, change.Secret);
        if (change.Url is { } url) await WebhookTarget.Check(url, options.Value.AllowPrivate, time, request.Cancel);

        var updated = (await webhooks.Update(
            request.RouteId<WebhookId>("webhookId"), change, request.Cancel)).OrThrow();
        changes.Notify();
        return WebhookWire.ToResponse(updated);
    }
}
