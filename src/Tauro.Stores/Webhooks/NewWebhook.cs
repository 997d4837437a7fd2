namespace Tauro.Stores.Webhooks;

/// <summary>A webhook to create, checked by the caller.</summary>
public sealed record NewWebhook(
    string Name, string Url, IReadOnlyList<string> Events, string? Description, string? Secret, bool IsActive)
{
    /// <summary>Returns a description without the secret.</summary>
    public override string ToString() => $"new webhook to {Url}";
}
