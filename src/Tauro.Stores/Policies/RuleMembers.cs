using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Policies;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Policies;

/// <summary>
/// Checks that a rule has the members of its type, and no others. A problem is the end of a sentence.
/// </summary>
internal static class RuleMembers
{
    public static string? Check(PolicyRule rule)
    {
        var (required, optional) = Members(rule.Type);
        var given = Given(rule).ToList();
        if (required.FirstOrDefault(member => !given.Contains(member)) is { } missing)
            return $"has no '{missing}'; it needs {string.Join(", ", required)}.";
        string[] allowed = [.. required, .. optional];
        if (given.FirstOrDefault(member => !allowed.Contains(member)) is { } unknown)
            return allowed.Length == 0
                ? $"has '{unknown}', but no members except its type."
                : $"has '{unknown}', but only the members {string.Join(", ", allowed)}.";
        return CheckMetric(rule) ?? CheckLists(rule) ?? CheckWindow(rule) ?? CheckApprovals(rule)
            ?? CheckHook(rule);
    }

    /// <summary>Checks a condition on a tag.</summary>
    public static string? CheckTag(string tag)
    {
        var key = tag.Split('=')[0];
        return string.IsNullOrWhiteSpace(key) || key.Length > Limits.KeyLengthMax || NameRules.HasBadCharacter(key)
            || tag.Length > Limits.ParamValueLengthMax
            ? $"is not a tag; write key=value, or key, with a key of 1 to {Limits.KeyLengthMax} characters."
            : null;
    }

    private static (string[] Required, string[] Optional) Members(PolicyRuleType type) => type switch
    {
        PolicyRuleType.Metric => (["metric", "operator", "value"], []),
        PolicyRuleType.BetterThanProduction => (["metric", "direction"], ["delta", "dataset_tag"]),
        PolicyRuleType.RequiredTags => (["tags"], []),
        PolicyRuleType.RequiredFiles => (["files"], []),
        PolicyRuleType.Checks => (["checks"], []),
        PolicyRuleType.ChangeWindow => (["days", "from", "to", "time_zone"], []),
        PolicyRuleType.Approvals => ([], ["people", "roles"]),
        PolicyRuleType.Hook => (["url"], ["secret", "has_secret", "timeout_seconds", "on_failure"]),
        _ => ([], []),
    };

    private static IEnumerable<string> Given(PolicyRule rule) =>
        from member in new (string Name, object? Value)[]
        {
            ("metric", rule.Metric), ("operator", rule.Operator), ("value", rule.Value), ("direction", rule.Direction),
            ("delta", rule.Delta), ("dataset_tag", rule.DatasetTag), ("tags", rule.Tags), ("files", rule.Files),
            ("checks", rule.Checks), ("days", rule.Days), ("from", rule.From), ("to", rule.To),
            ("time_zone", rule.TimeZone), ("people", rule.People), ("roles", rule.Roles), ("url", rule.Url),
            ("secret", rule.Secret), ("has_secret", rule.HasSecret), ("timeout_seconds", rule.TimeoutSeconds),
            ("on_failure", rule.OnFailure),
        }
        where member.Value is not null
        select member.Name;

    private static string? CheckMetric(PolicyRule rule) =>
        IsBadKey(rule.Metric) || IsBadKey(rule.DatasetTag)
            ? $"has a blank metric or dataset_tag, or one of more than {Limits.KeyLengthMax} characters."
        : rule.Value is { } value && !double.IsFinite(value) ? "has a value that is not finite; give a number."
        : rule.Delta is { } delta && (!double.IsFinite(delta) || delta < 0)
            ? "has a delta that is negative or not finite; give 0 or more, and choose the direction."
        : null;

    private static bool IsBadKey(string? key) => key is not null
        && (string.IsNullOrWhiteSpace(key) || key.Length > Limits.KeyLengthMax || NameRules.HasBadCharacter(key));

    private static string? CheckLists(PolicyRule rule)
    {
        foreach (var list in new[] { rule.Tags, rule.Files, rule.Checks, rule.Roles })
        {
            if (list is not null && (list.Count is 0 or > Limits.RuleItemsMax || list.Contains(null)))
                return $"has a list of {list.Count} items; give 1 to {Limits.RuleItemsMax}, none of which is null.";
        }

        if (rule.Tags?.Select(CheckTag).FirstOrDefault(bad => bad is not null) is { } badTag)
            return $"has a tag that {badTag}";
        if (rule.Files?.Any(file => file.Length is 0 or > Limits.GlobLengthMax
            || file.Count('*') > Limits.GlobStarsMax) is true)
            return $"has a file of no or more than {Limits.GlobLengthMax} characters, or with more than "
                + $"{Limits.GlobStarsMax} stars.";
        if (rule.Roles?.Distinct(StringComparer.Ordinal).Count() < rule.Roles?.Count)
            return "names a role twice; name each once.";
        return rule.Checks?.Select(check => PolicyRules.CheckName("check", check))
            .FirstOrDefault(bad => bad is not null)?.Message is { } badCheck
            ? $"has a bad check: {badCheck}"
            : null;
    }

    private static string? CheckWindow(PolicyRule rule)
    {
        if (rule.Days is not { } days) return null;
        if (days.Count is 0 or > 7) return $"has {days.Count} days; give 1 to 7.";
        foreach (var (name, time) in new[] { ("from", rule.From), ("to", rule.To) })
        {
            if (!ChangeWindow.TryParse(time, out _))
                return $"has '{NameRules.Excerpt(time!)}' as '{name}'; write HH:mm, such as 08:00.";
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(rule.TimeZone!, out _)
            ? null
            : $"has the time zone '{NameRules.Excerpt(rule.TimeZone!)}', which this server does not know; use an IANA "
                + "name, such as Europe/Madrid or UTC.";
    }

    private static string? CheckApprovals(PolicyRule rule)
    {
        if (rule.Type != PolicyRuleType.Approvals) return null;
        if (rule is { People: null, Roles: null }) return "has neither 'people' nor 'roles'; it needs one of them.";
        if (rule.People is { } people && people is < 1 or > Limits.ApproversMax)
            return $"asks for {people} people; ask for 1 to {Limits.ApproversMax}.";
        return rule.Roles?.Select(role => PolicyRules.CheckPerson("role", role)).FirstOrDefault(bad => bad is not null)
            ?.Message is { } badRole
            ? $"has a bad role: {badRole}"
            : null;
    }

    private static string? CheckHook(PolicyRule rule)
    {
        if (rule.Url is { } url && (url.Length is 0 or > Limits.SourceLengthMax || NameRules.HasBadCharacter(url)))
            return $"has a url of no or more than {Limits.SourceLengthMax} characters, or with a control character.";
        if (rule.Secret is { } secret && (string.IsNullOrWhiteSpace(secret)
            || secret.Length > Limits.HookSecretLengthMax))
            return $"has a secret that is blank or longer than {Limits.HookSecretLengthMax} characters.";
        return rule.TimeoutSeconds is { } seconds && !(seconds is >= Limits.HookSecondsMin and <= Limits.HookSecondsMax)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"has a timeout_seconds of {seconds}; give {Limits.HookSecondsMin} to {Limits.HookSecondsMax}.")
            : null;
    }
}
