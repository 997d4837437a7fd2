using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Quotas;
using Tauro.ServiceDefaults.Requests;
using Tauro.Stores.Access;

namespace Tauro.Gateway.Rates;

/// <summary>
/// Limits what each account and each workspace sends, and what each address sends without valid credentials. Each
/// gateway counts by itself.
/// </summary>
internal sealed class RateLimits
{
    private const int UsesMax = 100;

    // A workspace may send what flows into its bucket in this time at once.
    private const long BurstSeconds = 3;

    /// <summary>The name of those that share a bucket, as there are too many.</summary>
    private const string Others = "(others)";

    private readonly TimeProvider time;
    private readonly Dictionary<QuotaBucket, Quota> quotas;
    private readonly RateTable accounts;
    private readonly RateTable workspaces;
    private readonly RateTable anonymous;
    private readonly RateTable failed;

    public RateLimits(IOptions<RateOptions> options, TimeProvider time)
    {
        this.time = time;
        var rates = options.Value;
        quotas = new Quota[]
        {
            new(QuotaBucket.Requests, rates.RequestsPerSecond, rates.RequestsBurst,
                Setting(nameof(rates.RequestsPerSecond))),
            new(QuotaBucket.Points, rates.PointsPerSecond, rates.PointsBurst,
                Setting(nameof(rates.PointsPerSecond))),
            new(QuotaBucket.Anonymous, rates.AnonymousPerSecond, rates.AnonymousBurst,
                Setting(nameof(rates.AnonymousPerSecond))),
            new(QuotaBucket.Failed, rates.FailedPerSecond, rates.FailedBurst,
                Setting(nameof(rates.FailedPerSecond))),
        }.ToDictionary(quota => quota.Bucket);
        accounts = new RateTable(
            rates.SendersMax,
            new RateSender(Others, null, CreateBucket(QuotaBucket.Requests), CreateBucket(QuotaBucket.Points)), time);
        // There is one for each workspace, so none has to share.
        workspaces = new RateTable(
            Limits.WorkspacesMax + 1, CreateSender(Others, new WorkspaceQuotas()), time);
        anonymous = new RateTable(
            rates.SendersMax, new RateSender(Others, null, CreateBucket(QuotaBucket.Anonymous)), time);
        failed = new RateTable(
            rates.SendersMax, new RateSender(Others, null, CreateBucket(QuotaBucket.Failed)), time);
    }

    /// <summary>Counts a request of an account in its workspace; returns why it is refused, or null.</summary>
    /// <param name="principal">The account.</param>
    /// <param name="writesPoints">Whether it is a batch of metric points.</param>
    public RateRefusal? Count(Principal principal, bool writesPoints) =>
        Count(Find(principal), writesPoints)
        ?? (FindWorkspace(principal) is { } workspace ? Count(workspace, writesPoints) : null);

    private static RateRefusal? Count(RateSender sender, bool writesPoints)
    {
        if (sender.First.TryTake() is { } wait) return new RateRefusal(sender, sender.First.Quota, wait);
        return writesPoints && sender.Points?.CheckDebt() is { } debt
            ? new RateRefusal(sender, sender.Points.Quota, debt)
            : null;
    }

    /// <summary>Counts a request without a principal; returns why it is refused, or null.</summary>
    public RateRefusal? CountWithout(HttpContext context)
    {
        var (table, bucket) = context.Request.Headers.Authorization.Count > 0
            ? (failed, QuotaBucket.Failed)
            : (anonymous, QuotaBucket.Anonymous);
        var address = context.Connection.RemoteIpAddress;
        var key = ClientNetwork.Get(address);
        var sender = table.Find(key) ?? table.Add(key, new RateSender($"{address}", null, CreateBucket(bucket)));
        return sender.First.TryTake() is { } wait ? new RateRefusal(sender, sender.First.Quota, wait) : null;
    }

    /// <summary>Counts metric points that an account has written.</summary>
    public void AddPoints(Principal principal, int count)
    {
        Find(principal).Points?.Charge(count);
        if (principal.Workspace is { } workspace) workspaces.Find(workspace)?.Points?.Charge(count);
    }

    public QuotaReport GetReport() => new(
        [.. quotas.Values],
        [
            .. accounts.All.Concat(workspaces.All).Concat(anonymous.All).Concat(failed.All)
                .SelectMany(sender => sender.Buckets.Select(bucket => (Sender: sender, Bucket: bucket)))
                .Select(pair => (
                    Use: new QuotaUse(
                        pair.Bucket.Quota.Bucket, pair.Sender.Name, pair.Sender.AccountId,
                        (long)Math.Floor(pair.Bucket.Available), pair.Bucket.Used, pair.Bucket.Refused),
                    pair.Bucket.Quota))
                .Where(pair => pair.Use.Used > 0 || pair.Use.Refused > 0)
                .Where(pair => pair.Quota.PerSecond > 0 || quotas.ContainsKey(pair.Quota.Bucket))
                .OrderBy(pair => (double)pair.Use.Available / pair.Quota.Burst)
                .ThenByDescending(pair => pair.Use.Used)
                .Take(UsesMax).Select(pair => pair.Use),
        ]);

    /// <summary>Returns what distinguishes principals with buckets of their own.</summary>
    private static string KeyOf(Principal principal) => principal.Id.Value;

    private static string Setting(string name) => $"{RateOptions.Section}:{name}";

    private RateSender Find(Principal principal) =>
        accounts.Find(KeyOf(principal)) ?? accounts.Add(
            KeyOf(principal),
            new RateSender(
                principal.Name, principal.Id, CreateBucket(QuotaBucket.Requests), CreateBucket(QuotaBucket.Points)));

    /// <summary>Returns the writes in progress of the workspace of a principal; null for no limit.</summary>
    public WriteSlots? FindSlots(Principal principal) => FindWorkspace(principal)?.Slots;

    /// <summary>Returns the workspace of a principal; null if its rates have no limit.</summary>
    private RateSender? FindWorkspace(Principal principal)
    {
        if (principal is not { Workspace: { } workspace, Quotas: { } quotas }
            // An administrator has to be able to raise them, and who may do nothing there must not use them up.
            || principal.IsAdmin || principal.Grants.Count == 0
            || (quotas.RequestsPerSecond ?? quotas.PointsPerSecond ?? quotas.ConcurrentWrites) is null) return null;
        var known = workspaces.Find(workspace);
        if (known is not null && known.First.Quota.PerSecond == (quotas.RequestsPerSecond ?? 0)
            && known.Points!.Quota.PerSecond == (quotas.PointsPerSecond ?? 0)
            && known.Slots?.Max == quotas.ConcurrentWrites) return known;
        // It is new, or its limits have changed.
        if (known is not null) workspaces.Remove(workspace, known);
        return workspaces.Add(workspace, CreateSender(workspace, quotas));
    }

    private RateSender CreateSender(string workspace, WorkspaceQuotas limits)
    {
        return new RateSender(
            workspace, null,
            NewBucket(QuotaBucket.WorkspaceRequests, limits.RequestsPerSecond, "requests_per_second"),
            NewBucket(QuotaBucket.WorkspacePoints, limits.PointsPerSecond, "points_per_second"),
            limits.ConcurrentWrites is { } max ? new WriteSlots(max) : null);

        TokenBucket NewBucket(QuotaBucket bucket, int? perSecond, string member) => new(
            new Quota(
                bucket, perSecond ?? 0, (int)Math.Clamp((perSecond ?? 0) * BurstSeconds, 1, int.MaxValue),
                $"{member} of the workspace"),
            time);
    }

    private TokenBucket CreateBucket(QuotaBucket bucket) => new(quotas[bucket], time);
}
