using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Decisions;

/// <summary>The part of a registration or promotion that policies decide.</summary>
internal static class GateWrites
{
    /// <summary>Whether policies refuse a change, and it does not override them.</summary>
    public static bool IsRefused(GateVerdict? verdict, PolicyOverride? given) =>
        verdict is { IsAllowed: false } && given is null;

    /// <summary>Refuses a change, with an event.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="number">The version; null for a registration.</param>
    /// <param name="verdict">What each rule says.</param>
    public static Decision<ModelFact, ModelVersion> Refuse(string name, int? number, GateVerdict verdict) =>
        Decision<ModelFact, ModelVersion>.Refused(
            [new PolicyViolated(name, number, verdict.Gate, GetRefusing(verdict))],
            new PromotionRefused(name, number, verdict));

    /// <summary>Returns the event of an override; none if the policies allow the change anyway.</summary>
    public static IEnumerable<LifecycleEvent> GetOverridden(
        string name, int number, GateVerdict? verdict, PolicyOverride? given) =>
        verdict is { IsAllowed: false } && given is not null
            ? [new PolicyOverridden(name, number, verdict.Gate, GetRefusing(verdict), given.Reason, given.By)]
            : [];

    /// <summary>Returns the verdict with the override that it needed.</summary>
    public static GateVerdict? WithOverride(GateVerdict? verdict, PolicyOverride? given) =>
        verdict is { IsAllowed: false } ? verdict with { Override = given } : verdict;

    /// <summary>Returns all policies of a verdict; null if there is none.</summary>
    public static IReadOnlyList<PolicyReference>? GetPolicies(GateVerdict? verdict) =>
        verdict?.Policies.Select(policy => new PolicyReference(policy.Name, policy.Version)).ToList();

    private static List<PolicyReference> GetRefusing(GateVerdict verdict) =>
    [
        .. verdict.Policies.Where(policy => policy.Status != RuleStatus.Passed)
            .Select(policy => new PolicyReference(policy.Name, policy.Version)),
    ];
}
