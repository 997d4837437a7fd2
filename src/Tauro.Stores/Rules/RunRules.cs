using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend on a run and the batches logged to it. Null means well-formed.</summary>
public static class RunRules
{
    public static StoreProblem? Check(NewRun run)
    {
        if (run.Status is not (RunStatus.Running or RunStatus.Scheduled))
        {
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"A run starts as RUNNING or SCHEDULED, not as {ApiName.Get(run.Status)}; end it later.");
        }

        var tagged = run.Tags?.GetValueOrDefault(TagNames.RunName);
        if (run.Name is { } name && tagged is not null && tagged != name)
        {
            return StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"The name '{name}' and the tag {TagNames.RunName} '{tagged}' differ; give one.");
        }

        return ((run.Name ?? tagged) is { Length: > 0 } given ? NameRules.CheckName("run", given) : null)
            ?? ModelRules.CheckDescription(run.Note)
            ?? CheckUser(run.UserId)
            ?? CheckParams(run.Params)
            ?? TagRules.Check(run.Tags!, Limits.TagValueLengthMax);
    }

    public static StoreProblem? Check(RunChange change) =>
        (change.Name is { } name ? NameRules.CheckName("run", name) : null)
        ?? ModelRules.CheckDescription(change.Note)
        ?? TagRules.Check(change.Tags, Limits.TagValueLengthMax);

    public static StoreProblem? Check(RunBatch batch) =>
        CheckMetrics(batch.Metrics)
        ?? LoggedModelRules.Check(batch.ModelMetrics)
        ?? CheckParams(batch.Params)
        ?? TagRules.Check(batch.Tags!, Limits.TagValueLengthMax);

    /// <summary>Checks a metric or param key: a plain relative path of letters, digits and some punctuation.</summary>
    public static StoreProblem? CheckKey(string what, string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
            return StoreProblem.Invalid(ProblemCodes.InvalidName, $"A {what} has a blank key; give it a name.");
        if (key.Length > Limits.KeyLengthMax)
            return Over($"A {what} key has {key.Length} characters; the limit is {Limits.KeyLengthMax}.");
        foreach (var c in key)
        {
            if (char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ' ' or ':') continue;
            return StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"The {what} key '{NameRules.Excerpt(key)}' may contain only letters, digits, '_', '-', '.', '/', " +
                "':' and spaces.");
        }

        return IsPlainPath(key)
            ? null
            : StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"The {what} key '{key}' has an empty, '.' or '..' segment; write it as a plain relative path.");
    }

    private static StoreProblem? CheckMetrics(IReadOnlyList<MetricPoint>? points)
    {
        if (points is null) return null;
        if (points.Count > Limits.BatchMetricsMax)
            return Over($"{points.Count} metric points were given; the limit of a batch is {Limits.BatchMetricsMax}.");
        string? last = null;
        for (var i = 0; i < points.Count; i++)
        {
            // Neighbours mostly share their key, as the same string object.
            if (ReferenceEquals(points[i].Key, last)) continue;
            last = points[i].Key;
            if (CheckKey("metric", last) is { } problem) return problem;
        }

        return null;
    }

    /// <summary>Checks the params of a run or a logged model.</summary>
    public static StoreProblem? CheckParams(IReadOnlyDictionary<string, string>? values)
    {
        if (values is null) return null;
        if (values.Count > Limits.BatchParamsMax)
            return Over($"{values.Count} params were given; the limit of a batch is {Limits.BatchParamsMax}.");
        foreach (var (key, value) in values)
        {
            if (CheckKey("param", key) is { } problem) return problem;
            if (value is null)
                return StoreProblem.Invalid(ProblemCodes.InvalidRequest, $"The param '{key}' is null; use a string.");
            if (value.Length > Limits.ParamValueLengthMax)
            {
                return Over(
                    $"The value of param '{key}' has {value.Length} characters; the limit is " +
                    $"{Limits.ParamValueLengthMax}.");
            }
        }

        return null;
    }

    private static StoreProblem? CheckUser(string? user) =>
        user?.Length > Limits.NameLengthMax
            ? Over($"The user id has {user.Length} characters; the limit is {Limits.NameLengthMax}.")
            : null;

    private static bool IsPlainPath(string key)
    {
        foreach (var segment in key.AsSpan().Split('/'))
        {
            if (key.AsSpan()[segment] is "" or "." or "..") return false;
        }

        return true;
    }

    private static StoreProblem Over(string message) => StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);
}
