using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using static Tauro.Stores.Rules.NameRules;

namespace Tauro.Stores.Policies;

/// <summary>
/// Evaluates one rule. The message names the value that was found and, unless the rule passes, the remedy.
/// </summary>
internal static class RuleEvaluation
{
    private const string ModelFileName = "MLmodel";
    private const string Completed = "COMPLETED";

    /// <summary>Extensions of files that Python reads with pickle, which runs code that the file contains.</summary>
    private static readonly string[] PickleExtensions =
        [".pkl", ".pickle", ".joblib", ".dill", ".cloudpickle", ".pt", ".pth", ".ckpt"];

    public static RuleVerdict Evaluate(PolicyRule rule, GateSubject subject)
    {
        var (status, message) = rule.Type switch
        {
            PolicyRuleType.Metric => MetricRules.Threshold(rule, subject),
            PolicyRuleType.BetterThanProduction => MetricRules.BetterThanProduction(rule, subject),
            PolicyRuleType.RequiredTags => RequiredTags(rule, subject.Version),
            PolicyRuleType.RequiredFiles => RequiredFiles(rule, subject.Version),
            PolicyRuleType.Signature => Signature(subject),
            PolicyRuleType.NoPickle => NoPickle(subject.Version),
            PolicyRuleType.SourceRun => SourceRun(subject.Version),
            PolicyRuleType.Checks => Checks(rule, subject),
            PolicyRuleType.ChangeWindow => ChangeWindow.Evaluate(rule, subject.Now),
            PolicyRuleType.Approvals => ApprovalRules.Evaluate(rule, subject),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Type, "Not a type of rule."),
        };
        return new RuleVerdict(rule.Type, status, message);
    }

    private static (RuleStatus Status, string Message) RequiredTags(PolicyRule rule, ModelVersion version)
    {
        var missing = rule.Tags!.Where(tag => !PolicyScopes.HasTag(version.Tags, tag)).ToList();
        return missing.Count == 0
            ? (RuleStatus.Passed, $"The version has the tags {Quote(rule.Tags!)}.")
            : (RuleStatus.Failed, $"The version does not have the tags {Quote(missing)}. Set them.");
    }

    private static (RuleStatus Status, string Message) RequiredFiles(PolicyRule rule, ModelVersion version)
    {
        if (FilesUnknown(version) is { } unknown) return unknown;
        var missing = rule.Files!
            .Where(glob => !version.Files.Any(file => PolicyScopes.MatchesGlob(glob, file.Path))).ToList();
        return missing.Count == 0
            ? (RuleStatus.Passed, $"The version has files for {Quote(rule.Files!)}.")
            : (RuleStatus.Failed,
                $"None of the version's {version.Files.Count} files matches {Quote(missing)}. Register a version with "
                + "such files.");
    }

    private static (RuleStatus Status, string Message) NoPickle(ModelVersion version)
    {
        if (FilesUnknown(version) is { } unknown) return unknown;
        var pickle = version.Files.FirstOrDefault(file =>
            PickleExtensions.Any(extension => file.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase)));
        return pickle is null
            ? (RuleStatus.Passed, $"None of the version's {version.Files.Count} files is a pickle.")
            : (RuleStatus.Failed,
                $"'{Excerpt(pickle.Path)}' is a pickle, which runs code when it is loaded. Register a version in "
                + "another format, such as ONNX or safetensors.");
    }

    private static (RuleStatus Status, string Message) Signature(GateSubject subject)
    {
        if (FilesUnknown(subject.Version) is { } unknown) return unknown;
        if (subject.Version.Files.All(file => file.Path != ModelFileName))
            return (RuleStatus.Failed,
                $"The version has no file '{ModelFileName}', which would have the signature. Log the model with "
                + "MLflow.");
        if (subject.Input.Evidence is not { } evidence || evidence.Digest != subject.Digest)
            return (RuleStatus.Waiting, $"'{ModelFileName}' was not read for these files. Try again.");
        return evidence.HasSignature switch
        {
            true => (RuleStatus.Passed, $"'{ModelFileName}' has a signature."),
            false => (RuleStatus.Failed,
                $"'{ModelFileName}' has no signature. Log the model with a signature or an input example."),
            null => (RuleStatus.Waiting, evidence.SignatureReason ?? $"'{ModelFileName}' was not read. Try again."),
        };
    }

    private static (RuleStatus Status, string Message)? FilesUnknown(ModelVersion version) => version switch
    {
        { ArtifactMode: ArtifactMode.External } => (RuleStatus.Failed,
            "The registry does not have the files of this version, since MLflow's client registered it by its source. "
            + "Register it by the native API, with the source runs:/{run_id}/{path}."),
        { Status: ModelVersionStatus.PendingRegistration } => (RuleStatus.Waiting,
            "The version has no files yet. Wait until it is READY."),
        _ => null,
    };

    private static (RuleStatus Status, string Message) SourceRun(ModelVersion version) => version switch
    {
        { SourceRunId: null } => (RuleStatus.Failed,
            "The version names no run that made it. Register it with a source or a source_run_id."),
        { SourceRunStatus: Completed } => (RuleStatus.Passed, $"The run {version.SourceRunId} is {Completed}."),
        { SourceRunStatus: null } => (RuleStatus.Waiting,
            $"The status of the run {Excerpt(version.SourceRunId)} is not known yet. Wait until Tracking reports it."),
        { SourceRunStatus: "RUNNING" or "SCHEDULED" } => (RuleStatus.Waiting,
            $"The run {version.SourceRunId} is {version.SourceRunStatus}. End it."),
        { SourceRunStatus: "DELETED" } => (RuleStatus.Failed, $"The run {version.SourceRunId} is DELETED. Restore it."),
        _ => (RuleStatus.Failed,
            $"The run {version.SourceRunId} is {version.SourceRunStatus}. Register a version of a completed run."),
    };

    private static (RuleStatus Status, string Message) Checks(PolicyRule rule, GateSubject subject)
    {
        var (worst, problems) = (RuleStatus.Passed, new List<string>());
        foreach (var name in rule.Checks!)
        {
            var (status, problem) = Check(name, subject);
            if (status > worst) worst = status;
            if (problem is not null) problems.Add(problem);
        }

        return problems.Count == 0
            ? (worst, $"The checks {Quote(rule.Checks!)} have passed.")
            : (worst, string.Join(' ', problems));
    }

    private static (RuleStatus Status, string? Problem) Check(string name, GateSubject subject)
    {
        var check = subject.Input.Checks.FirstOrDefault(check => check.Name == name);
        if (check is null) return (RuleStatus.Waiting, $"The check '{name}' has not been posted.");
        if (check.Digest != subject.Digest)
            return (RuleStatus.Waiting, $"The check '{name}' is for other files, which have changed since. Repeat it.");
        return check.Status switch
        {
            CheckStatus.Passed when check.Links.Count == 0 && string.IsNullOrWhiteSpace(check.Summary) =>
                (RuleStatus.Waiting, $"The check '{name}' has no evidence. Post it with a summary or links."),
            CheckStatus.Passed => (RuleStatus.Passed, null),
            CheckStatus.Failed => (RuleStatus.Failed,
                $"The check '{name}' is {ApiName.Get(check.Status)}"
                + $"{(check.Summary is { Length: > 0 } summary ? $": {Excerpt(summary)}" : "")}. Register a better "
                + "version, or repeat the check."),
            _ => (RuleStatus.Waiting, $"The check '{name}' is {ApiName.Get(check.Status)}. Wait for it."),
        };
    }

    private static string Quote(IEnumerable<string> values) =>
        string.Join(", ", values.Select(value => $"'{Excerpt(value)}'"));
}
