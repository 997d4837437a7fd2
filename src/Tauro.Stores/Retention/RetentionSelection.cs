using Tauro.Contracts.Experiments;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Retention;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Retention;

/// <summary>
/// Selects what policies let go: pure functions of the policies, ages and ranks. Several policies that apply to the
/// same have to agree.
/// </summary>
public static class RetentionSelection
{
    private const long Day = 24 * 60 * 60 * 1_000;

    /// <summary>Returns the policies that apply to an experiment, by name.</summary>
    public static IReadOnlyList<RetentionPolicy> Applying(
        IEnumerable<RetentionPolicy> policies, Experiment experiment) =>
        Applying(policies, experiment.Name, scope => scope.ExperimentId is not { } id || id == experiment.ExperimentId);

    /// <summary>Returns the policies that apply to a model, by name.</summary>
    public static IReadOnlyList<RetentionPolicy> Applying(
        IEnumerable<RetentionPolicy> policies, RegisteredModel model) =>
        Applying(policies, model.Name, _ => true);

    /// <summary>Returns those of the policies by which runs or versions are deleted.</summary>
    public static IReadOnlyList<RetentionPolicy> Deleting(IEnumerable<RetentionPolicy> policies) =>
        [.. policies.Where(policy => policy.KeepDays is not null || policy.KeepLast is not null)];

    /// <summary>Returns those of the policies by which deleted runs and experiments are purged.</summary>
    public static IReadOnlyList<RetentionPolicy> Purging(IEnumerable<RetentionPolicy> policies) =>
        [.. policies.Where(policy => policy.PurgeAfterDays is not null)];

    /// <summary>Whether all policies let a run or version go.</summary>
    /// <param name="policies">Policies from <see cref="Deleting"/>; at least one.</param>
    /// <param name="since">When the run ended or the version was registered, in Unix milliseconds.</param>
    /// <param name="newer">The number of newer runs of the experiment or versions of the model.</param>
    /// <param name="stage">The stage of a version.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static bool LetGo(
        IReadOnlyList<RetentionPolicy> policies, long since, long newer, ModelStage? stage, long now) =>
        policies.Count > 0 && policies.All(policy =>
            !(policy.KeepDays is { } days && !IsOlder(since, days, now))
            && !(policy.KeepLast is { } last && newer < last)
            && !(stage is { } given && policy.Stages is { } kept && kept.Contains(given)));

    /// <summary>Whether all policies let something go that was deleted.</summary>
    /// <param name="policies">Policies from <see cref="Purging"/>; at least one.</param>
    /// <param name="since">When it was deleted, in Unix milliseconds.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static bool LetPurge(IReadOnlyList<RetentionPolicy> policies, long since, long now) =>
        policies.Count > 0 && policies.All(policy => IsOlder(since, policy.PurgeAfterDays!.Value, now));

    /// <summary>Returns the policies with the versions that they have.</summary>
    public static IReadOnlyList<PolicyReference> References(IEnumerable<RetentionPolicy> policies) =>
    [
        .. policies.Select(policy => new PolicyReference(policy.Name, policy.Version))
            .OrderBy(policy => policy.Name, StringComparer.Ordinal),
    ];

    /// <summary>Returns the reason for a deletion.</summary>
    public static string DeleteReason(
        IReadOnlyList<RetentionPolicy> policies, string what, long since, long newer, long now)
    {
        List<string> reasons = [];
        if (policies.Any(policy => policy.KeepDays is not null)) reasons.Add($"it {what} {Days(since, now)} days ago");
        if (policies.Any(policy => policy.KeepLast is not null)) reasons.Add($"{newer} are newer");
        return Sentence(string.Join(", and ", reasons));
    }

    /// <summary>Returns the reason for a purge.</summary>
    public static string PurgeReason(long since, long now) => Sentence($"it was deleted {Days(since, now)} days ago");

    /// <summary>Returns the reason why something on hold is kept.</summary>
    public static string HoldReason(Hold hold) => $"There is a legal hold on '{hold.Resource}'.";

    /// <summary>Adds an item to totals.</summary>
    public static RetentionTotals Add(RetentionTotals totals, RetentionItem item) => item.Action switch
    {
        RetentionAction.Delete => totals with
        {
            Deleted = totals.Deleted + 1, DeletedBytes = totals.DeletedBytes + item.Bytes,
        },
        RetentionAction.Purge => totals with
        {
            Purged = totals.Purged + 1, PurgedBytes = totals.PurgedBytes + item.Bytes,
        },
        _ => totals with { Kept = totals.Kept + 1, KeptBytes = totals.KeptBytes + item.Bytes },
    };

    // What was deleted during a job is never old enough for the same job, however often it is resumed.
    private static bool IsOlder(long since, int days, long now) => since < now - (days * Day);

    private static long Days(long since, long now) => (now - since) / Day;

    private static string Sentence(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.";

    private static IReadOnlyList<RetentionPolicy> Applying(
        IEnumerable<RetentionPolicy> policies, string name, Func<RetentionScope, bool> matches) =>
    [
        .. policies.Where(policy => (policy.Scope.Name is not { } glob || PolicyScopes.MatchesGlob(glob, name))
            && matches(policy.Scope)).OrderBy(policy => policy.Name, StringComparer.Ordinal),
    ];
}
