using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend before it writes a model version. Null means well-formed.</summary>
public static class ModelVersionRules
{
    public static StoreProblem? Check(NewModelVersion version) =>
        ModelRules.CheckDescription(version.Description)
        ?? TagRules.Check(version.Tags!, Limits.ModelTagValueLengthMax)
        ?? CheckSource(version)
        ?? CheckKeys("metric", version.Metrics?.Keys)
        ?? CheckKeys("hyperparameter", version.Hyperparameters?.Keys)
        ?? CheckHyperparameters(version.Hyperparameters);

    public static StoreProblem? Check(ModelVersionChange change) =>
        ModelRules.CheckDescription(change.Description)
        ?? TagRules.Check(change.Tags, Limits.ModelTagValueLengthMax);

    /// <summary>Returns the artifact mode of a version: the one given, else the default.</summary>
    public static ArtifactMode ModeOf(NewModelVersion version) =>
        version.ArtifactMode ?? (version.Source is null ? ArtifactMode.Upload : ArtifactMode.Reference);

    /// <summary>Returns the run that made a version: the one given, else that of its source.</summary>
    public static RunId? SourceRunOf(NewModelVersion version) => version switch
    {
        { SourceRunId: { } given } => given,
        { ArtifactMode: ArtifactMode.External } => null,
        _ => RunsUri.TryParse(version.Source, out var source, out _) ? source.RunId : null,
    };

    private static StoreProblem? CheckSource(NewModelVersion version)
    {
        var mode = ModeOf(version);
        if (mode == ArtifactMode.External) return CheckOpaque(version);
        if (version.SourceRunId is { } runId && !RunsUri.IsRunId(runId))
            return Invalid(
                ProblemCodes.InvalidSource, "The source run id is not 32 lower-case hexadecimal digits.");
        if (version.Source is not null && !RunsUri.TryParse(version.Source, out _, out var error))
            return Invalid(ProblemCodes.InvalidSource, error);
        return (mode, version.Source) switch
        {
            (ArtifactMode.Reference or ArtifactMode.Copy, null) => Invalid(
                ProblemCodes.InvalidSource,
                $"{ApiName.Get(mode)} needs a source of the form runs:/{{run_id}}/{{path}}."),
            (ArtifactMode.Upload, not null) => Invalid(
                ProblemCodes.InvalidSource,
                "An uploaded version has no source; name the run it came from in source_run_id."),
            _ => null,
        };
    }

    // Tauro never parses or follows these values: their format is up to the client, the run may be another tracker's.
    private static StoreProblem? CheckOpaque(NewModelVersion version) =>
        string.IsNullOrWhiteSpace(version.Source)
            ? Invalid(ProblemCodes.InvalidSource, "EXTERNAL needs a source: where the client keeps the artifact.")
            : CheckString("source", version.Source, Limits.SourceLengthMax)
              ?? CheckString("run link", version.RunLink, Limits.SourceLengthMax)
              ?? CheckString("source run id", version.SourceRunId, Limits.KeyLengthMax)
              ?? CheckString("logged model id", version.LoggedModelId, Limits.KeyLengthMax);

    private static StoreProblem? CheckString(string what, string? value, int lengthMax) =>
        value is null ? null
        : value.Length > lengthMax
            ? Invalid(
                ProblemCodes.LimitExceeded, $"The {what} has {value.Length} characters; the limit is {lengthMax}.")
        : NameRules.HasBadCharacter(value)
            ? Invalid(
                ProblemCodes.InvalidSource, $"The {what} contains a control character or half a surrogate pair.")
        : null;

    private static StoreProblem? CheckKeys(string what, IEnumerable<string>? keys)
    {
        var count = 0;
        foreach (var key in keys ?? [])
        {
            if (++count > Limits.VersionValuesMax)
                return Invalid(
                    ProblemCodes.LimitExceeded, $"There are more than {Limits.VersionValuesMax} {what}s, the limit.");
            if (string.IsNullOrWhiteSpace(key) || NameRules.HasBadCharacter(key))
                return Invalid(
                    ProblemCodes.InvalidName, $"A {what} has a blank name, or one with a control character.");
            if (key.Length > Limits.KeyLengthMax)
                return Invalid(
                    ProblemCodes.LimitExceeded,
                    $"A {what} name has {key.Length} characters; the limit is {Limits.KeyLengthMax}.");
        }

        return null;
    }

    private static StoreProblem? CheckHyperparameters(IReadOnlyDictionary<string, JsonElement>? values)
    {
        foreach (var (key, value) in values ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Undefined)
                return Invalid(
                    ProblemCodes.InvalidRequest,
                    $"The hyperparameter '{key}' is not a number, string, boolean or null; write it as a string.");
            if (StrictJson.FindHalfPair(value) is not null)
                return Invalid(
                    ProblemCodes.InvalidRequest,
                    $"The hyperparameter '{key}' contains half a surrogate pair; send both halves, or neither.");
            if (value.ValueKind != JsonValueKind.Null && value.GetRawText().Length > Limits.ParamValueLengthMax)
                return Invalid(
                    ProblemCodes.LimitExceeded,
                    $"The hyperparameter '{key}' has more than {Limits.ParamValueLengthMax} characters, the limit.");
        }

        return null;
    }

    private static StoreProblem Invalid(string code, string message) => StoreProblem.Invalid(code, message);
}
