namespace Tauro.Stores.Webhooks;

/// <summary>Someone to tell of events, and how far they have been told.</summary>
public sealed record Webhook
{
    /// <summary>A UUID, minted by the store.</summary>
    public required string WebhookId { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    /// <summary>Which events, as <c>model_version.created</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public string? Description { get; init; }

    /// <summary>Signs what is sent; never told to anyone.</summary>
    public string? Secret { get; init; }

    public bool IsActive { get; init; } = true;

    /// <summary>1, and one more with every change of it.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The sequence of the last event that it has been told of, or that it is not to be told of.</summary>
    public long Position { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    /// <summary>Without the secret, which a record would print.</summary>
    public override string ToString() => $"webhook {WebhookId} to {Url}";
}
