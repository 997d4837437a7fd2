using System.ComponentModel.DataAnnotations;
using Tauro.Contracts.Ids;
using Tauro.Events;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>Section <c>Webhooks</c>: how events are delivered to webhooks.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>The variable that, set to 1, allows private and loopback addresses and plain http.</summary>
    public const string AllowPrivateVariable = "TAURO_WEBHOOKS_ALLOW_PRIVATE";

    /// <summary>Allows private and loopback addresses and plain http, for tests and closed networks.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>How long one attempt may take, including the response.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The number of attempts after the first one.</summary>
    [Range(0, 20)]
    public int RetriesMax { get; set; } = 3;

    /// <summary>The pause after the first failed attempt; it doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan BackoffMin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts; it also bounds <c>Retry-After</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The number of bytes of a response that are read; the rest is ignored.</summary>
    [Range(0, 1 << 20)]
    public int AnswerBytesMax { get; set; } = 64 << 10;

    internal FollowerSettings ToSettings(WebhookId webhookId) =>
        new($"webhook {webhookId}", TimeSpan.FromMinutes(1), BackoffMin, BackoffMax);
}
