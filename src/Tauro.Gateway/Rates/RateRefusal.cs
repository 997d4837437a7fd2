using Tauro.Contracts.Quotas;

namespace Tauro.Gateway.Rates;

/// <summary>A request that is over a limit.</summary>
/// <param name="Sender">The account, workspace or address.</param>
/// <param name="Quota">The limit.</param>
/// <param name="Wait">When to send it again.</param>
internal sealed record RateRefusal(RateSender Sender, Quota Quota, TimeSpan Wait)
{
    /// <summary>The value of <c>Retry-After</c>.</summary>
    public long Seconds => Math.Max(1, (long)Math.Ceiling(Wait.TotalSeconds));

    /// <summary>What was exceeded, by whom, and what to do.</summary>
    public string Detail => $"{Describe()} {Quota.PerSecond} a second and {Quota.Burst} at a time is the limit of each "
        + $"gateway. Try again in {Seconds} s, or have an administrator set {Quota.Setting}.";

    private string Describe() => Quota.Bucket switch
    {
        QuotaBucket.Requests => $"The account {Sender.Name} sends too many requests (bucket REQUESTS).",
        QuotaBucket.Points => $"The account {Sender.Name} has written too many metric points (bucket POINTS).",
        QuotaBucket.WorkspaceRequests =>
            $"The workspace {Sender.Name} sends too many requests (bucket WORKSPACE_REQUESTS).",
        QuotaBucket.WorkspacePoints =>
            $"The workspace {Sender.Name} has written too many metric points (bucket WORKSPACE_POINTS).",
        QuotaBucket.Anonymous =>
            $"The address {Sender.Name} sends too many requests without credentials (bucket ANONYMOUS).",
        _ => $"The address {Sender.Name} sends too many requests with invalid credentials (bucket FAILED).",
    };
}
