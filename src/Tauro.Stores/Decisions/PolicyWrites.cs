using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Contracts.Policies;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to policies. A version of a policy never changes: a change creates the next one.</summary>
public static class PolicyWrites
{
    /// <param name="last">The last version; null if there never was one.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="policy">Its content.</param>
    /// <param name="count">The number of policies that are not deleted.</param>
    /// <param name="versions">The number of versions of all policies.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="stages">The stages that there are; null for the default ones.</param>
    public static StoreOutcome<Decision<PolicyFact, Policy>> Set(
        Policy? last, string name, NewPolicy policy, int count, int versions, long now, ModelStages? stages = null)
    {
        if ((PolicyRules.Check(name, policy) ?? (stages ?? ModelStages.Default).Check(policy.Gate)) is { } problem)
            return problem;
        var rules = HookSecrets.Keep(last, policy.Rules);
        if (!rules.IsOk) return rules.Problem;
        var next = new Policy
        {
            Name = name,
            Version = (last?.Version ?? 0) + 1,
            Description = policy.Description,
            Scope = policy.Scope ?? new PolicyScope(),
            Gate = policy.Gate,
            Rules = rules.Value,
            By = policy.By,
            CreationTime = now,
        };
        var exists = last is { IsDeleted: false };
        if (exists && IsSame(last!, next)) return Decision<PolicyFact, Policy>.Unchanged(last!);
        if (!exists && count >= Limits.PoliciesMax)
            return OverLimit($"There are {Limits.PoliciesMax} policies, the limit. Delete one first.");
        return versions >= Limits.PolicyVersionsMax
            ? OverLimit($"There are {Limits.PolicyVersionsMax} versions of policies, the limit. None can be added.")
            : Put(next, new PolicySet(name, next.Version, next.Gate, next.By));
    }

    /// <param name="last">The last version; null if there never was one.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="by">Who deletes it.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<PolicyFact, Policy>> Delete(Policy? last, string name, string? by, long now)
    {
        if (PolicyRules.CheckPerson("by", by) is { } problem) return problem;
        if (last is not { IsDeleted: false }) return new PolicyMissing(name);
        var next = last with { Version = last.Version + 1, By = by, IsDeleted = true, CreationTime = now };
        return Put(next, new PolicyDeleted(name, next.Version, by));
    }

    // Who set it does not matter: a repeated request may come from another client.
    private static bool IsSame(Policy policy, Policy other) =>
        JsonElement.DeepEquals(Content(policy), Content(other));

    private static JsonElement Content(Policy policy) => JsonSerializer.SerializeToElement(
        policy with { Version = 0, By = null, CreationTime = 0 }, TauroJson.Options);

    private static Decision<PolicyFact, Policy> Put(Policy policy, LifecycleEvent lifecycleEvent) =>
        new([new PolicyFact.PutPolicy(policy)], [lifecycleEvent], policy);

    private static StoreProblem OverLimit(string message) =>
        StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);
}
