using Microsoft.Extensions.Options;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Trail;
using Tauro.ServiceDefaults.Requests;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores.Access;

namespace Tauro.Gateway.Audit;

/// <summary>
/// Collects sign-ins, invalid credentials and refused requests in memory, until they are reported. The same ones are
/// counted together after the first, so that a flood of them neither fills the disk nor takes memory.
/// </summary>
internal sealed class SecurityAudit(IOptions<SecurityOptions> options, TimeProvider time)
{
    private const int ResourceLengthMax = 300;

    /// <summary>The sign-ins of an account that are not counted together.</summary>
    private const int SignInsSingle = 10;

    /// <summary>The failures of an address that are not counted together; fewer, as anybody can cause them.</summary>
    private const int FailuresSingle = 3;

    private readonly Lock gate = new();
    private readonly Dictionary<Kind, Tally> tallies = [];
    private List<AuditEntry> waiting = [];
    private long omitted;
    private long omittedUntil;

    /// <summary>Adds what the client of a request did.</summary>
    /// <param name="context">The request.</param>
    /// <param name="action">What it is about.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="detail">Why; without anything that the client sent as a secret.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="account">The account of the client; null for none.</param>
    /// <param name="route">What distinguishes requests that are not counted together.</param>
    public void Add(
        HttpContext context, AuditAction action, AuditOutcome outcome, string detail, string? resource = null,
        Principal? account = null, string route = "")
    {
        if (resource?.Length > ResourceLengthMax) resource = resource[..ResourceLengthMax];
        var entry = new AuditEntry(
            AuditSource.Security, 0, time.GetUtcNow().ToUnixTimeMilliseconds(), action, outcome,
            RequestActor.Create(context, account), resource, detail, Workspace: account?.Workspace);
        var sender = account?.Id.Value ?? ClientNetwork.Get(context.Connection.RemoteIpAddress);
        lock (gate) Add(new Kind(action, outcome, sender, route), entry);
    }

    /// <summary>Takes entries to report, the oldest first. Those that could not be reported are given back.</summary>
    public IReadOnlyList<AuditEntry> Take(int countMax)
    {
        lock (gate)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var (kind, tally) in tallies)
                if (tally.End <= now) Finish(kind, tally);
            if (now >= omittedUntil) FinishOmitted(now);
            var taken = waiting.GetRange(0, Math.Min(countMax, waiting.Count));
            waiting.RemoveRange(0, taken.Count);
            return taken;
        }
    }

    /// <summary>Ends all counting, so that the next entries have what was counted.</summary>
    public void FinishAll()
    {
        lock (gate)
        {
            foreach (var (kind, tally) in tallies) Finish(kind, tally);
            FinishOmitted(time.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }

    public void GiveBack(IReadOnlyList<AuditEntry> entries)
    {
        lock (gate)
        {
            waiting = [.. entries, .. waiting];
            var surplus = waiting.Count - options.Value.WaitingMax;
            if (surplus <= 0) return;
            omitted += waiting.Skip(waiting.Count - surplus).Sum(entry => entry.Count);
            waiting.RemoveRange(waiting.Count - surplus, surplus);
        }
    }

    private void Add(Kind kind, AuditEntry entry)
    {
        if (!tallies.TryGetValue(kind, out var tally))
        {
            if (tallies.Count >= options.Value.KindsMax)
            {
                omitted++;
                return;
            }

            tallies[kind] = tally = new Tally(entry.Time + (long)options.Value.CountFor.TotalMilliseconds);
        }

        if (tally.Singles < GetSinglesMax(kind))
        {
            tally.Singles++;
            Wait(entry);
        }
        else
        {
            tally.Counted = entry with
            {
                Count = (tally.Counted?.Count ?? 0) + 1,
                FirstTime = tally.Counted?.FirstTime ?? entry.Time,
            };
        }
    }

    private void Finish(Kind kind, Tally tally)
    {
        tallies.Remove(kind);
        if (tally.Counted is { } counted) Wait(counted);
    }

    private void FinishOmitted(long now)
    {
        if (omitted == 0) return;
        waiting.Add(new AuditEntry(
            AuditSource.Security, 0, now, AuditAction.Omitted, AuditOutcome.Succeeded,
            new TrailActor(ActorKind.System, Name: "gateway"), Count: omitted,
            Detail: "More happened than is kept one by one."));
        (omitted, omittedUntil) = (0, now + (long)options.Value.CountFor.TotalMilliseconds);
    }

    private static int GetSinglesMax(Kind kind) => kind switch
    {
        { Action: AuditAction.Request } => 1,
        { Outcome: AuditOutcome.Failed } => FailuresSingle,
        _ => SignInsSingle,
    };

    private void Wait(AuditEntry entry)
    {
        if (waiting.Count >= options.Value.WaitingMax) omitted += entry.Count;
        else waiting.Add(entry);
    }

    private sealed record Kind(AuditAction Action, AuditOutcome Outcome, string Sender, string Route);

    /// <param name="end">When the next request of the kind has an entry of its own again; Unix milliseconds.</param>
    private sealed class Tally(long end)
    {
        public long End => end;

        public int Singles { get; set; }

        /// <summary>The last of those that are counted together, with their number; null for none.</summary>
        public AuditEntry? Counted { get; set; }
    }
}
