using Tauro.Contracts.Ids;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to webhooks.</summary>
public abstract record WebhookFact
{
    private WebhookFact()
    {
    }

    /// <summary>Stores the webhook.</summary>
    public sealed record PutWebhook(Webhook Webhook) : WebhookFact;

    /// <summary>Removes the webhook.</summary>
    public sealed record RemoveWebhook(WebhookId WebhookId) : WebhookFact;
}
