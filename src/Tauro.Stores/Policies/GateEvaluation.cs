using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>
/// Evaluates policies: a pure function of the version, the loaded input and the time. A backend calls it where it
/// decides the write, so that nothing can change between the verdict and the write.
/// </summary>
public static class GateEvaluation
{
    /// <summary>Returns the verdict; null if no policy applies.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">Its version that changes.</param>
    /// <param name="input">What was loaded.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static GateVerdict? Evaluate(RegisteredModel model, ModelVersion version, GateInput input, long now)
    {
        var policies = Applying(input.Policies, model).ToList();
        if (policies.Count == 0) return null;
        var subject = new GateSubject(model, version, VersionDigest.Get(version), input, now);
        var verdicts = policies.ConvertAll(policy => Evaluate(policy, subject));
        return new GateVerdict(
            input.Gate, subject.Digest, verdicts.TrueForAll(verdict => verdict.Status == RuleStatus.Passed), verdicts);
    }

    /// <summary>Returns the policies in whose scope a model is, in the order of their names.</summary>
    public static IEnumerable<Policy> Applying(IEnumerable<Policy> policies, RegisteredModel model) =>
        policies.Where(policy => PolicyScopes.Includes(policy.Scope, model))
            .OrderBy(policy => policy.Name, StringComparer.Ordinal);

    private static PolicyVerdict Evaluate(Policy policy, GateSubject subject)
    {
        List<RuleVerdict> rules =
        [
            .. policy.Rules.Select((rule, index) => rule.Type == PolicyRuleType.Hook
                ? HookRules.Evaluate(policy, index, subject)
                : RuleEvaluation.Evaluate(rule, subject)),
        ];
        return new PolicyVerdict(policy.Name, policy.Version, rules.Max(rule => rule.Status), rules);
    }
}
