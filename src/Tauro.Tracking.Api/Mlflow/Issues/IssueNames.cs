using System.Text.Json;
using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;
using Tauro.Stores.Rules;

namespace Tauro.Tracking.Api.Mlflow.Issues;

/// <summary>The status and severity of an issue, which MLflow has as strings in lower case.</summary>
internal static class IssueNames
{
    public static IssueStatus? Status(MlflowMessage message) => Read<IssueStatus>(message, "status");

    public static IssueSeverity? Severity(MlflowMessage message) => Read<IssueSeverity>(message, "severity");

    public static string Name<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static T? Read<T>(MlflowMessage message, string name) where T : struct, Enum
    {
        if (message.String(name) is not { } value) return null;
        var known = Enum.GetValues<T>();
        var found = known.Where(item => Name(item) == value).ToArray();
        return found.Length > 0
            ? found[0]
            : throw MlflowException.Invalid(
                $"'{NameRules.Excerpt(value)}' is not a valid {typeof(T).Name}. Use one of "
                + $"{string.Join(", ", known.Select(Name))}.");
    }
}
