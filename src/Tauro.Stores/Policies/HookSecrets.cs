using Tauro.Contracts;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>The secrets of hooks: they are stored with the rules, and not returned with them.</summary>
public static class HookSecrets
{
    /// <summary>
    /// Returns rules as they are stored: a hook that says it has a secret, but does not give it, keeps that of the hook
    /// with the same address.
    /// </summary>
    /// <param name="last">The last version of the policy; null if there never was one.</param>
    /// <param name="rules">The rules.</param>
    public static StoreOutcome<IReadOnlyList<PolicyRule>> Keep(Policy? last, IReadOnlyList<PolicyRule> rules)
    {
        List<PolicyRule> kept = [];
        foreach (var (index, rule) in rules.Index())
        {
            var secret = rule.Secret ?? (rule.HasSecret == true ? FindSecret(last, rule) : null);
            if (secret is null && rule.HasSecret == true)
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidPolicy,
                    $"rules[{index}] (HOOK) has has_secret, but the policy had no hook with a secret and this url; "
                    + "give the secret.");
            kept.Add(rule with { Secret = secret, HasSecret = null });
        }

        return StoreOutcome<IReadOnlyList<PolicyRule>>.Ok(kept);
    }

    /// <summary>Returns a policy without the secrets of its hooks.</summary>
    public static Policy Hide(Policy policy) => policy.Rules.All(rule => rule.Secret is null)
        ? policy
        : policy with
        {
            Rules =
            [
                .. policy.Rules.Select(rule =>
                    rule.Secret is null ? rule : rule with { Secret = null, HasSecret = true }),
            ],
        };

    /// <summary>Returns the secret of the hook with the same address; null if there is none.</summary>
    public static string? FindSecret(Policy? last, PolicyRule rule) =>
        last?.Rules.FirstOrDefault(other => other.Url == rule.Url && other.Secret is not null)?.Secret;
}
