using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Decisions;

/// <summary>The part of a registration or promotion that policies decide.</summary>
internal static class GateWrites
{
    /// <summary>Whether policies refuse a change, and it does not override them.</summary>
    public static bool IsRefused(GateVerdict? verdict, PolicyOverride? given) =>
        verdict is { IsAllowed: false } && given is null;

    /// <summary>Returns the problem that hooks have to be called first; null if they need not be.</summary>
    public static StoreProblem? RequireHooks(
        RegisteredModel model, ModelVersion version, GateInput? input, GateVerdict? verdict, PolicyOverride? given) =>
        input is not null && verdict is not null
        && HookRules.FindCalls(model, version, input, verdict, given is not null) is { Count: > 0 } calls
            ? new HooksNeeded(calls)
            : null;

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
