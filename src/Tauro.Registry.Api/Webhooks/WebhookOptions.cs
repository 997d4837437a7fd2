using System.ComponentModel.DataAnnotations;
using Tauro.Events;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>Section <c>Webhooks</c>: how events are told to those who asked for it.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Set to 1 it allows private and loopback addresses, and plain http.</summary>
    public const string AllowPrivateVariable = "TAURO_WEBHOOKS_ALLOW_PRIVATE";

    /// <summary>Private and loopback addresses, and plain http, are taken too. For tests and closed networks.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>How long one attempt may take, its answer included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts after the first one.</summary>
    [Range(0, 20)]
    public int RetriesMax { get; set; } = 3;

    /// <summary>The pause after a first failed attempt; it doubles from there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan BackoffMin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts, a <c>Retry-After</c> included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of an answer that are read; what comes after is left.</summary>
    [Range(0, 1 << 20)]
    public int AnswerBytesMax { get; set; } = 64 << 10;

    internal FollowerSettings Following(string webhookId) =>
        new($"webhook {webhookId}", TimeSpan.FromMinutes(1), BackoffMin, BackoffMax);
}
