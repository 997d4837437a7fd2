using System.Text.Json;
using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>MLflow's rules for the tags of models and versions.</summary>
internal static class ModelTags
{
    /// <summary>Reads the tags of a new model or version; the last value of a repeated key wins.</summary>
    public static Dictionary<string, string> Read(MlflowRequest request)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in request.Pairs("tags")) tags[key] = value;
        return tags;
    }

    public static void Check(IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags) Check(key, value);
    }

    public static void Check(string key, string value)
    {
        CheckKey(key);
        if (key.Length > Limits.KeyLengthMax)
            throw MlflowException.Invalid($"'key' exceeds the maximum length of {Limits.KeyLengthMax} characters");
        if (value.Length <= Limits.ModelTagValueLengthMax) return;
        throw MlflowException.Invalid(key == TagNames.PromptText
            ? $"Prompt text exceeds max length of {Limits.ModelTagValueLengthMax} characters."
            : $"'value' exceeds the maximum length of {Limits.ModelTagValueLengthMax} characters");
    }

    public static void CheckKey(string key)
    {
        if (!key.All(c => char.IsLetterOrDigit(c) || c is '/' or '_' or '.' or '-' or ' ' or ':'))
            throw MlflowException.Invalid(
                $"Invalid value {JsonSerializer.Serialize(key)} for parameter 'key' supplied: Names may only contain "
                + "alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        if (!NormalizedPaths.IsNormalized(key)) throw NormalizedPaths.InvalidName("key", key);
    }

    /// <summary>Whether the tags mark a prompt. MLflow checks only that the tag is present, not its value.</summary>
    public static bool HasPromptTag(IReadOnlyDictionary<string, string> tags) => tags.ContainsKey(TagNames.IsPrompt);
}
