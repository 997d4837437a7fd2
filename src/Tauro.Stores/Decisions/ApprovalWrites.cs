using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Policies;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides requests for approval, and what people decide about them.</summary>
public static class ApprovalWrites
{
    /// <param name="loaded">The version with its requests, and the policies that apply to the request's gate.</param>
    /// <param name="request">The request.</param>
    /// <param name="id">Its id.</param>
    /// <param name="expiresAfter">For how long it counts.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="stages">The stages that there are; null for the default ones.</param>
    public static StoreOutcome<Decision<PolicyFact, Approval>> Request(
        StoreOutcome<ApprovalAggregate> loaded, NewApproval request, ApprovalId id, TimeSpan expiresAfter, long now,
        ModelStages? stages = null)
    {
        if (request.Gate == PolicyGate.Registration)
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                "The gate REGISTRATION has no approvals, since it decides about versions that do not exist yet; use "
                + "STAGING, PRODUCTION or ARCHIVED.");
        if ((PolicyRules.CheckPerson("by", request.By) ?? ModelRules.CheckDescription(request.Comment)
            ?? (stages ?? ModelStages.Default).Check(request.Gate)) is { } problem) return problem;
        if (!loaded.IsOk) return loaded.Problem;
        var aggregate = loaded.Value;
        if (aggregate.Approvals.LastOrDefault(last => last.Gate == request.Gate) is { } open
            && aggregate.Complete(open, now) is { Status: ApprovalStatus.Pending or ApprovalStatus.Approved } current)
            return Decision<PolicyFact, Approval>.Unchanged(current);
        var approval = new Approval
        {
            ApprovalId = id,
            Name = "",
            Version = aggregate.Version.Version,
            Gate = request.Gate,
            Digest = VersionDigest.Get(aggregate.Version),
            By = request.By,
            Comment = request.Comment,
            CreationTime = now,
            ExpirationTime = now + (long)expiresAfter.TotalMilliseconds,
        };
        return Put(
            aggregate with { Approvals = [.. aggregate.Approvals.TakeLast(Limits.ApprovalsMax - 1), approval] },
            approval, new ApprovalRequested(aggregate.Name, approval.Version, id, approval.Gate, approval.By), now);
    }

    /// <param name="loaded">The version with its requests, and the policies that apply to the gate of this one.</param>
    /// <param name="id">The request.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="isApproved">Whether the person approves.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<PolicyFact, Approval>> Decide(
        StoreOutcome<ApprovalAggregate> loaded, ApprovalId id, NewApprovalDecision decision, bool isApproved, long now)
    {
        var by = decision.By;
        if ((PolicyRules.CheckPerson("by", by) ?? PolicyRules.CheckPerson("role", decision.Role)
            ?? ModelRules.CheckDescription(decision.Comment)) is { } problem) return problem;
        var found = Find(loaded, id, now);
        if (!found.IsOk) return found.Problem;
        var (aggregate, approval) = found.Value;
        if (approval.Decisions.FirstOrDefault(earlier => ApprovalRules.IsSame(earlier.By, by)) is { } before)
            return before.IsApproved == isApproved && before.Role == decision.Role
                ? Decision<PolicyFact, Approval>.Unchanged(approval)
                : StoreProblem.Conflict(
                    ProblemCodes.ApprovalDecided,
                    $"{NameRules.Excerpt(by)} has already {(before.IsApproved ? "approved" : "rejected")} this. "
                    + "Withdraw that decision first.");
        if (RequireOpen(approval) is { } closed) return closed;
        if (ApprovalRules.IsSame(ApprovalRules.GetAuthor(aggregate.Version, approval), by))
            return StoreProblem.Conflict(
                ProblemCodes.ApprovalByAuthor,
                $"{NameRules.Excerpt(by)} registered the version or requested the approval, and can't decide about it. "
                + "Ask another person.");
        if (approval.Decisions.Count >= Limits.ApprovalDecisionsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The request has {Limits.ApprovalDecisionsMax} decisions, the limit. Withdraw one first.");

        var decided = approval with
        {
            Decisions =
                [.. approval.Decisions, new ApprovalDecision(by, isApproved, decision.Role, decision.Comment, now)],
        };
        var status = aggregate.Complete(decided, now).Status;
        LifecycleEvent lifecycleEvent = isApproved
            ? new ApprovalApproved(aggregate.Name, approval.Version, id, approval.Gate, by, decision.Role, status)
            : new ApprovalRejected(aggregate.Name, approval.Version, id, approval.Gate, by, decision.Role);
        return Put(aggregate.Replace(decided), decided, lifecycleEvent, now);
    }

    /// <param name="loaded">The version with its requests, and the policies that apply to the gate of this one.</param>
    /// <param name="id">The request.</param>
    /// <param name="by">The person.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<PolicyFact, Approval>> Withdraw(
        StoreOutcome<ApprovalAggregate> loaded, ApprovalId id, string by, long now)
    {
        if (PolicyRules.CheckPerson("by", by) is { } problem) return problem;
        var found = Find(loaded, id, now);
        if (!found.IsOk) return found.Problem;
        var (aggregate, approval) = found.Value;
        List<ApprovalDecision> others =
            [.. approval.Decisions.Where(decision => !ApprovalRules.IsSame(decision.By, by))];
        if (others.Count == approval.Decisions.Count) return Decision<PolicyFact, Approval>.Unchanged(approval);
        if (approval.Status is ApprovalStatus.Stale or ApprovalStatus.Expired) return RequireOpen(approval)!;
        var withdrawn = approval with { Decisions = others };
        return Put(
            aggregate.Replace(withdrawn), withdrawn,
            new ApprovalWithdrawn(aggregate.Name, approval.Version, id, approval.Gate, by), now);
    }

    /// <summary>Marks the requests of versions whose time is over. Returns how many.</summary>
    public static Decision<PolicyFact, int> Expire(IEnumerable<ApprovalAggregate> versions, long now)
    {
        List<PolicyFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var version in versions)
        {
            var due = version.Approvals.Where(approval => ApprovalRules.IsDue(approval, now)).ToList();
            if (due.Count == 0) continue;
            facts.Add(version.ToFact(version.Approvals.Select(approval =>
                due.Contains(approval) ? approval with { Status = ApprovalStatus.Expired } : approval)));
            events.AddRange(due.Select(approval => new ApprovalExpired(
                version.Name, approval.Version, approval.ApprovalId, approval.Gate)));
        }

        return new Decision<PolicyFact, int>(facts, events, events.Count);
    }

    private static StoreOutcome<(ApprovalAggregate Loaded, Approval Approval)> Find(
        StoreOutcome<ApprovalAggregate> loaded, ApprovalId id, long now)
    {
        if (!loaded.IsOk) return loaded.Problem;
        return loaded.Value.Approvals.FirstOrDefault(approval => approval.ApprovalId == id) is { } found
            ? (loaded.Value, loaded.Value.Complete(found, now))
            : StoreProblem.NotFound(
                ProblemCodes.ApprovalNotFound,
                $"Version {loaded.Value.Version.Version} of '{loaded.Value.Name}' has no request for approval "
                + $"'{NameRules.Excerpt(id)}'.");
    }

    private static StoreProblem? RequireOpen(Approval approval) =>
        approval.Status is ApprovalStatus.Pending or ApprovalStatus.Approved
            ? null
            : StoreProblem.Conflict(
                ProblemCodes.ApprovalClosed,
                $"The request for approval '{approval.ApprovalId}' is {ApiName.Get(approval.Status)}. Request another "
                + "one.");

    private static Decision<PolicyFact, Approval> Put(
        ApprovalAggregate aggregate, Approval changed, LifecycleEvent lifecycleEvent, long now) =>
        new([aggregate.ToFact(aggregate.Approvals)], [lifecycleEvent], aggregate.Complete(changed, now));
}
