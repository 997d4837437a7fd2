using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides the results of checks.</summary>
public static class CheckWrites
{
    /// <param name="loaded">The model with the version; null when no model has the name.</param>
    /// <param name="stored">The checks of the version; null for none.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="check">The check's name.</param>
    /// <param name="result">Its result.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<PolicyFact, VersionCheck>> Post(
        ModelAggregate? loaded, VersionChecks? stored, string name, int number, string check, NewCheck result, long now)
    {
        if (Check(check, result) is { } problem) return problem;
        var found = VersionWrites.Find(loaded, name, number);
        if (!found.IsOk) return found.Problem;
        var document = found.Value.Document;
        var digest = VersionDigest.Get(document.Version);
        if (result.Digest is { } given && given != digest)
            return StoreProblem.Conflict(
                ProblemCodes.CheckOutdated,
                $"The check '{check}' was made for the digest {NameRules.Excerpt(given)}, but version {number} of "
                + $"'{name}' has {digest} now. Repeat it.");
        List<VersionCheck> others = [.. stored?.Checks.Where(other => other.Name != check) ?? []];
        if (others.Count >= Limits.ChecksMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"Version {number} of '{name}' has {Limits.ChecksMax} checks, the limit. Use the name of one of them.");
        var posted = new VersionCheck
        {
            Name = check,
            Status = result.Status,
            Summary = result.Summary,
            Links = result.Links ?? [],
            Metrics = result.Metrics ?? new Dictionary<string, double>(),
            By = result.By,
            Digest = digest,
            Time = now,
        };
        return new Decision<PolicyFact, VersionCheck>(
            [
                new PolicyFact.PutChecks(new VersionChecks(
                    document.Key, [.. others.Append(posted).OrderBy(other => other.Name, StringComparer.Ordinal)])),
            ],
            [new CheckPosted(name, number, check, posted.Status, digest, posted.By)],
            posted);
    }

    private static StoreProblem? Check(string check, NewCheck result) =>
        PolicyRules.CheckName("check", check)
        ?? ModelRules.CheckDescription(result.Summary)
        ?? PolicyRules.CheckPerson("by", result.By)
        ?? CheckLinks(result.Links)
        ?? CheckMetrics(result.Metrics);

    private static StoreProblem? CheckLinks(IReadOnlyList<string>? links)
    {
        if (links?.Count > Limits.CheckLinksMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded, $"The check has {links.Count} links; the limit is {Limits.CheckLinksMax}.");
        return links?.FirstOrDefault(link => !IsLink(link)) is { } bad || links?.Contains(null!) is true
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                "A link of the check is not an http or https URL of up to "
                + $"{Limits.SourceLengthMax} characters. Correct it.")
            : null;
    }

    private static bool IsLink(string? link) =>
        link is { Length: <= Limits.SourceLengthMax } && Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static StoreProblem? CheckMetrics(IReadOnlyDictionary<string, double>? metrics)
    {
        if (metrics?.Count > Limits.CheckMetricsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The check has {metrics.Count} metrics; the limit is {Limits.CheckMetricsMax}.");
        return metrics?.Keys.Any(key => string.IsNullOrWhiteSpace(key) || NameRules.HasBadCharacter(key)
            || key.Length > Limits.KeyLengthMax) is true
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"A metric of the check has a blank name, or one of more than {Limits.KeyLengthMax} characters.")
            : null;
    }
}
