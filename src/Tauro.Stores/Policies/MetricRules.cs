using System.Globalization;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using static Tauro.Stores.Rules.NameRules;

namespace Tauro.Stores.Policies;

/// <summary>
/// The rules on metrics. The metrics of a version are those that it was registered with, then those of its checks that
/// are current and have passed.
/// </summary>
internal static class MetricRules
{
    private const double DecimalMax = 1e27;

    public static (RuleStatus Status, string Message) Threshold(PolicyRule rule, GateSubject subject)
    {
        var (metric, bound) = (rule.Metric!, rule.Value!.Value);
        var wanted = $"{rule.Operator!.Value.Describe()} {Format(bound)}";
        if (Find(metric, subject.Version, subject.Digest, subject.Input.Checks) is not { } found)
            return (RuleStatus.Waiting, $"The version has no metric '{metric}', which must be {wanted}. {AddMetric}");
        return rule.Operator.Value.Holds(found, bound)
            ? (RuleStatus.Passed, $"'{metric}' is {Format(found)}, which is {wanted}.")
            : (RuleStatus.Failed, $"'{metric}' is {Format(found)} and must be {wanted}. Register a better version.");
    }

    public static (RuleStatus Status, string Message) BetterThanProduction(PolicyRule rule, GateSubject subject)
    {
        var metric = rule.Metric!;
        var version = subject.Version;
        if (subject.Input.Production is not { } production || production.Version == version.Version)
            return (RuleStatus.Passed, "No other version is in Production.");
        var other = $"Version {production.Version} in Production";
        if (rule.DatasetTag is { } tag && CompareDatasets(tag, version, production, other) is { } differs)
            return differs;
        if (Find(metric, version, subject.Digest, subject.Input.Checks) is not { } found)
            return (RuleStatus.Waiting, $"The version has no metric '{metric}' to compare. {AddMetric}");
        var digest = VersionDigest.Get(production);
        if (Find(metric, production, digest, subject.Input.ProductionChecks) is not { } current)
            return (RuleStatus.Waiting,
                $"{other} has no metric '{metric}' to compare with. Post a check of it that has the metric.");
        var delta = rule.Delta ?? 0;
        var higher = rule.Direction == MetricDirection.HigherIsBetter;
        var gain = higher ? Difference(found, current) : Difference(current, found);
        var compared = $"'{metric}' is {Format(found)}, and {Format(current)} in version {production.Version}, which "
            + "is in Production";
        return gain > 0 && gain >= delta
            ? (RuleStatus.Passed, $"{compared}: better by {Format(gain)}.")
            : (RuleStatus.Failed,
                $"{compared}. It must be {(higher ? "higher" : "lower")}"
                + $"{(delta > 0 ? $" by {Format(delta)} or more" : "")}. Register a better version.");
    }

    private const string AddMetric = "Register a version with it, or post a check that has it.";

    private static (RuleStatus Status, string Message)? CompareDatasets(
        string tag, ModelVersion version, ModelVersion production, string other)
    {
        if (!version.Tags.TryGetValue(tag, out var dataset))
            return (RuleStatus.Failed, $"The version has no tag '{tag}' that names its dataset. Set it.");
        if (!production.Tags.TryGetValue(tag, out var compared))
            return (RuleStatus.Failed, $"{other} has no tag '{tag}' that names its dataset. Set it.");
        return dataset == compared
            ? null
            : (RuleStatus.Failed,
                $"The tag '{tag}' is '{Excerpt(dataset)}', but {other} has '{Excerpt(compared)}'. Evaluate both "
                + "versions on the same dataset.");
    }

    private static double? Find(
        string metric, ModelVersion version, string digest, IReadOnlyList<VersionCheck> checks)
    {
        if (version.Metrics.TryGetValue(metric, out var registered)) return registered;
        foreach (var check in checks.OrderByDescending(check => check.Time))
        {
            if (check.Digest == digest && check.Status == CheckStatus.Passed
                && check.Metrics.TryGetValue(metric, out var measured)) return measured;
        }

        return null;
    }

    // As people calculate: 0.3 is 0.1 more than 0.2, which it is not in binary.
    private static double Difference(double left, double right) =>
        Math.Abs(left) < DecimalMax && Math.Abs(right) < DecimalMax
            ? (double)((decimal)left - (decimal)right)
            : left - right;

    private static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
