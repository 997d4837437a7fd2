using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Policies;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Policies;

/// <summary>The checks of every backend before it writes a policy. Null means well-formed.</summary>
public static class PolicyRules
{
    // Before a version is registered, it has no files, checks or approvals.
    private static readonly PolicyRuleType[] OfRegistration =
    [
        PolicyRuleType.Metric, PolicyRuleType.BetterThanProduction, PolicyRuleType.RequiredTags,
        PolicyRuleType.ChangeWindow, PolicyRuleType.Hook,
    ];

    /// <summary>Checks the name of a policy or check, which is a segment of a path.</summary>
    public static StoreProblem? CheckName(string what, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return StoreProblem.Invalid(ProblemCodes.InvalidName, $"The name of the {what} is empty; give it a name.");
        if (name.Length > Limits.PolicyNameLengthMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The name of the {what} has {name.Length} characters; the limit is {Limits.PolicyNameLengthMax}.");
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && !name.All(c => c == '.')
            ? null
            : StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"The name of the {what} may contain only the letters a-z and A-Z, digits, '.', '_' and '-'.");
    }

    public static StoreProblem? Check(string name, NewPolicy policy)
    {
        if ((CheckName("policy", name) ?? ModelRules.CheckDescription(policy.Description)
            ?? CheckPerson("by", policy.By) ?? CheckScope(policy.Scope ?? new PolicyScope())) is { } problem)
            return problem;
        if (policy.Rules.Count is 0 or > Limits.PolicyRulesMax)
            return Bad($"The policy has {policy.Rules.Count} rules; give it 1 to {Limits.PolicyRulesMax}.");
        foreach (var (index, rule) in policy.Rules.Index())
        {
            // JSON may contain null where a rule is expected.
            if (rule is null) return Bad($"rules[{index}] is null; give it a type.");
            var what = $"rules[{index}] ({ApiName.Get(rule.Type)})";
            if (policy.Gate == PolicyGate.Registration && !OfRegistration.Contains(rule.Type))
                return Bad(
                    $"{what} can't decide about a REGISTRATION, when a version has no files, checks or approvals yet; "
                    + "use another gate.");
            if (RuleMembers.Check(rule) is { } bad) return Bad($"{what} {bad}");
        }

        var hooks = policy.Rules.Count(rule => rule.Type == PolicyRuleType.Hook);
        return hooks > Limits.PolicyHooksMax
            ? Bad($"The policy has {hooks} hooks; the limit is {Limits.PolicyHooksMax}.")
            : null;
    }

    /// <summary>Checks the name of a person or role.</summary>
    public static StoreProblem? CheckPerson(string member, string? person) =>
        person is null ? null
        : string.IsNullOrWhiteSpace(person) || NameRules.HasBadCharacter(person) || person.Any(IsInvisible)
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"'{member}' is blank or contains a control character or an invisible one; name a person or a role.")
        : person.Trim() != person || !person.IsNormalized()
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"'{member}' is '{NameRules.Excerpt(person)}', with a blank at its start or end, or characters that "
                + "are not in Unicode's normal form C; one person could then have two names. Write it without.")
        : person.Length > Limits.PersonLengthMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"'{member}' has {person.Length} characters; the limit is {Limits.PersonLengthMax}.")
        : null;

    // With a soft hyphen or a zero width space, one person could approve twice.
    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    public static StoreProblem? Check(PolicyOverride? given) =>
        given is null ? null
        : string.IsNullOrWhiteSpace(given.Reason)
            ? StoreProblem.Invalid(ProblemCodes.InvalidRequest, "The override has no reason; give one.")
        : ModelRules.CheckDescription(given.Reason) ?? CheckPerson("by", given.By);

    /// <summary>Checks the name or glob of a scope.</summary>
    public static StoreProblem? CheckScopeName(string? name) =>
        name is null || (name.Length is > 0 and <= Limits.NameLengthMax && !NameRules.HasBadCharacter(name))
            ? null
            : Bad($"scope.name must have 1 to {Limits.NameLengthMax} characters, none of which is a control one.");

    private static StoreProblem? CheckScope(PolicyScope scope)
    {
        if (CheckScopeName(scope.Name) is { } problem) return problem;
        return scope.Tag is { } tag && RuleMembers.CheckTag(tag) is { } bad ? Bad($"scope.tag {bad}") : null;
    }

    private static StoreProblem Bad(string message) => StoreProblem.Invalid(ProblemCodes.InvalidPolicy, message);
}
