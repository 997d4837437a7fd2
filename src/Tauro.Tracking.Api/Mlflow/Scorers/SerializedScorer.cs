using System.Text.Json;
using System.Text.RegularExpressions;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>The few members of a scorer's JSON that the server reads; clients interpret the rest.</summary>
internal sealed partial class SerializedScorer
{
    private const string Gateway = "gateway:/";
    private static readonly string[] Data = ["instructions_judge_pydantic_data", "builtin_scorer_pydantic_data"];

    private SerializedScorer(string? model, string? instructions) => (Model, Instructions) = (model, instructions);

    /// <summary>The model of the judge; null when the scorer has none.</summary>
    public string? Model { get; }

    public bool UsesGateway => Model?.StartsWith(Gateway, StringComparison.Ordinal) == true;

    /// <summary>Whether it needs expectations, which a new trace does not have.</summary>
    public bool NeedsExpectations => Instructions is not null && Expectations().IsMatch(Instructions);

    private string? Instructions { get; }

    public static SerializedScorer Parse(string value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw NotAnObject();
            var data = Data.Select(name => Member(json.RootElement, name, JsonValueKind.Object)).OfType<JsonElement>()
                .ToList();
            return new SerializedScorer(
                data.Select(element => GetString(element, "model")).FirstOrDefault(model => model is not null),
                data.Select(element => GetString(element, "instructions")).FirstOrDefault(it => it is not null));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw NotAnObject();
        }
    }

    private static string? GetString(JsonElement json, string name) =>
        Member(json, name, JsonValueKind.String)?.GetString();

    private static JsonElement? Member(JsonElement json, string name, JsonValueKind kind) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    private static MlflowException NotAnObject() => MlflowException.Invalid(
        "Invalid value for parameter 'serialized_scorer' supplied: it must be a JSON object.");

    [GeneratedRegex(@"\{\{\s*expectations\s*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Expectations();
}
