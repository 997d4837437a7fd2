using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to webhooks.</summary>
public abstract record WebhookFact
{
    private WebhookFact()
    {
    }

    /// <summary>The webhook as it is now.</summary>
    public sealed record PutWebhook(Webhook Webhook) : WebhookFact;

    /// <summary>The webhook is gone.</summary>
    public sealed record RemoveWebhook(string WebhookId) : WebhookFact;
}
