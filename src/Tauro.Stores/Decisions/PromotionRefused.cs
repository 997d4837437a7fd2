using Tauro.Contracts;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Decisions;

/// <summary>Policies refuse the registration or promotion of a version.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">The version; null for a registration.</param>
/// <param name="Verdict">What each rule says.</param>
public sealed record PromotionRefused(string Name, int? Version, GateVerdict Verdict) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.PromotionRefused, Describe(Name, Version, Verdict))
{
    private const int RulesDescribed = 3;

    private static string Describe(string name, int? version, GateVerdict verdict)
    {
        var refused = verdict.Policies.Where(policy => policy.Status != RuleStatus.Passed).ToList();
        var rules = refused.SelectMany(policy => policy.Rules).Where(rule => rule.Status != RuleStatus.Passed).ToList();
        var change = version is { } number
            ? $"Version {number} of '{name}' can't move to {verdict.Gate}"
            : $"A version of '{name}' can't be registered";
        var more = rules.Count > RulesDescribed ? $" And {rules.Count - RulesDescribed} more." : "";
        return $"{change}, says the policy {string.Join(", ", refused.Select(policy => $"'{policy.Name}'"))}: "
            + string.Join(' ', rules.Take(RulesDescribed).Select(rule => rule.Message)) + more;
    }
}
