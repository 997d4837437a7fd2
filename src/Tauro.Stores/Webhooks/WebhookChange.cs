namespace Tauro.Stores.Webhooks;

/// <summary>A partial update of a webhook, checked by the caller: null members stay unchanged.</summary>
public sealed record WebhookChange(
    string? Name = null,
    string? Url = null,
    IReadOnlyList<string>? Events = null,
    string? Description = null,
    string? Secret = null,
    bool? IsActive = null)
{
    /// <summary>Returns a description without the secret.</summary>
    public override string ToString() => "webhook change";
}
