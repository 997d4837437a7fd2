using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Webhooks;

/// <summary>A subscription to events, with its position in the event log.</summary>
public sealed record Webhook
{
    /// <summary>A UUID, assigned by the store.</summary>
    public required WebhookId WebhookId { get; init; }

    /// <summary>The workspace whose events it gets; absent for <c>default</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorkspaceName Workspace { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    /// <summary>The subscribed events, for example <c>model_version.created</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public string? Description { get; init; }

    /// <summary>Signs deliveries; never returned or logged.</summary>
    public string? Secret { get; init; }

    public bool IsActive { get; init; } = true;

    /// <summary>The revision: 1 at first, and incremented by every change.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The sequence of the last event that was delivered or skipped.</summary>
    public long Position { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    /// <summary>Returns a description without the secret, which the default implementation would print.</summary>
    public override string ToString() => $"webhook {WebhookId} to {Url}";
}
