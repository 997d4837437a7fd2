using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>The rule on approvals. Of the requests for a stage, the last one counts.</summary>
public static class ApprovalRules
{
    // Asked for by a request without a rule.
    private static readonly PolicyRule OnePerson = new() { Type = PolicyRuleType.Approvals, People = 1 };

    /// <summary>
    /// Returns the author, whose approval does not count: who registered the version or, if that is not known, who
    /// requested the approval.
    /// </summary>
    public static string GetAuthor(ModelVersion version, Approval approval) => version.RegisteredBy ?? approval.By;

    /// <summary>Whether two names are those of the same person.</summary>
    public static bool IsSame(string person, string other) => person.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the status of a request.</summary>
    /// <param name="approval">The request.</param>
    /// <param name="version">Its version.</param>
    /// <param name="applying">The policies that apply to its model and gate.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static ApprovalStatus GetStatus(
        Approval approval, ModelVersion version, IEnumerable<Policy> applying, long now)
    {
        if (GetClosed(approval, VersionDigest.Get(version), now) is { } closed) return closed;
        var rules = applying.SelectMany(policy => policy.Rules)
            .Where(rule => rule.Type == PolicyRuleType.Approvals).DefaultIfEmpty(OnePerson);
        return rules.All(rule => GetMissing(rule, approval).Count == 0)
            ? ApprovalStatus.Approved
            : ApprovalStatus.Pending;
    }

    /// <summary>Whether a request as stored is open, but its time is over.</summary>
    public static bool IsDue(Approval stored, long now) =>
        stored.Status != ApprovalStatus.Expired && now >= stored.ExpirationTime
        && stored.Decisions.All(decision => decision.IsApproved);

    internal static (RuleStatus Status, string Message) Evaluate(PolicyRule rule, GateSubject subject)
    {
        var last = subject.Input.Approvals.LastOrDefault(approval => approval.Gate == subject.Input.Gate);
        if (last is null) return (RuleStatus.Waiting, $"No approval was requested. {Request}");
        switch (GetClosed(last, subject.Digest, subject.Now))
        {
            case ApprovalStatus.Stale:
                return (RuleStatus.Waiting, $"The approval was for other files, which have changed since. {Request}");
            case ApprovalStatus.Expired:
                return (RuleStatus.Waiting, $"The request for approval has expired. {Request}");
            case ApprovalStatus.Rejected:
                return (RuleStatus.Failed,
                    $"Rejected by {last.Decisions.First(decision => !decision.IsApproved).By}. {Request}");
        }

        var missing = GetMissing(rule, last);
        var approved = last.Decisions.Select(decision => decision.By).ToList();
        var by = approved.Count == 0 ? "No person has approved" : $"Approved by {string.Join(", ", approved)}";
        return missing.Count == 0
            ? (RuleStatus.Passed, $"{by}.")
            : (RuleStatus.Waiting, $"{by}; it still needs {string.Join(" and ", missing)}.");
    }

    private const string Request = "Request one with POST …/approvals.";

    private static ApprovalStatus? GetClosed(Approval approval, string digest, long now) =>
        approval.Digest != digest ? ApprovalStatus.Stale
        : approval.Decisions.Any(decision => !decision.IsApproved) ? ApprovalStatus.Rejected
        : approval.Status == ApprovalStatus.Expired || now >= approval.ExpirationTime ? ApprovalStatus.Expired
        : null;

    private static List<string> GetMissing(PolicyRule rule, Approval approval)
    {
        List<string> missing = [];
        var people = (rule.People ?? 0) - approval.Decisions.Count;
        if (people > 0) missing.Add(people == 1 ? "1 person" : $"{people} people");
        missing.AddRange(rule.Roles?
            .Where(role => approval.Decisions.All(decision => decision.Role is null || !IsSame(decision.Role, role)))
            .Select(role => $"a person in the role '{role}'") ?? []);
        return missing;
    }
}
