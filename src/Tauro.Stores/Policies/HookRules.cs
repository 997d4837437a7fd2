using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>The rule on hooks, which other services decide before the write.</summary>
public static class HookRules
{
    /// <summary>Returns the timeout of a call.</summary>
    public static TimeSpan GetTimeout(PolicyRule rule) =>
        TimeSpan.FromSeconds(rule.TimeoutSeconds ?? Limits.HookSecondsDefault);

    /// <summary>Returns the verdict for a call that failed.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="reason">What failed, as the end of a sentence.</param>
    public static (RuleStatus Status, string Message) Fail(PolicyRule rule, string reason) =>
        rule.OnFailure == HookFailure.Allow
            ? (RuleStatus.Passed, $"The hook at '{HostOf(rule)}' failed, which its policy allows: {reason}.")
            : (RuleStatus.Waiting, $"The hook at '{HostOf(rule)}' failed: {reason}. Try again.");

    /// <summary>The host of a hook, for messages: the path and query may contain a token.</summary>
    public static string HostOf(PolicyRule rule) =>
        Uri.TryCreate(rule.Url, UriKind.Absolute, out var url) ? url.Authority : "?";

    /// <summary>
    /// Returns the calls without which a change cannot be decided: none if it is refused anyway, or does not depend on
    /// hooks.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="input">What was loaded.</param>
    /// <param name="verdict">The verdict so far.</param>
    /// <param name="isOverridden">Whether the change is made although policies refuse it.</param>
    public static IReadOnlyList<HookCall> FindCalls(
        RegisteredModel model, ModelVersion version, GateInput input, GateVerdict verdict, bool isOverridden)
    {
        if (!isOverridden && verdict.Policies.SelectMany(policy => policy.Rules)
            .Any(rule => rule.Type != PolicyRuleType.Hook && rule.Status != RuleStatus.Passed)) return [];
        var hooks =
            from policy in GateEvaluation.Applying(input.Policies, model)
            from rule in policy.Rules.Index()
            where rule.Item.Type == PolicyRuleType.Hook
            select (policy, rule.Index, rule.Item);
        if (hooks.ToList() is not { Count: > 0 } all) return [];
        var proposal = HookProposal.Create(input.Gate, model, version);
        return
        [
            .. from hook in all
               where Find(hook.policy, hook.Index, input, proposal) is null
               select new HookCall(hook.policy.Name, hook.policy.Version, hook.Index, hook.Item, proposal),
        ];
    }

    internal static RuleVerdict Evaluate(Policy policy, int index, GateSubject subject)
    {
        var rule = policy.Rules[index];
        return Find(policy, index, subject.Input, subject.Proposal) is { } evidence
            ? new RuleVerdict(rule.Type, evidence.Status, evidence.Message)
            : new RuleVerdict(rule.Type, RuleStatus.Waiting, string.Create(
                CultureInfo.InvariantCulture,
                $"The hook at '{HostOf(rule)}' would be called, when all other rules have passed, with a timeout of "
                + $"{GetTimeout(rule).TotalSeconds} s. If that fails, the change is "
                + $"{(rule.OnFailure == HookFailure.Allow ? "allowed" : "refused")}."));
    }

    private static HookEvidence? Find(Policy policy, int index, GateInput input, HookProposal proposal) =>
        input.Hooks.LastOrDefault(hook => hook.Policy == policy.Name && hook.PolicyVersion == policy.Version
            && hook.Index == index && hook.ProposalDigest == proposal.Digest);
}
