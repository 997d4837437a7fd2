using System.Text.Json;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>
/// MLflow requires names and keys to be normalized paths: not <c>.</c>, <c>../a</c>, <c>/a</c> or <c>a//b</c>.
/// </summary>
internal static class NormalizedPaths
{
    public static bool IsNormalized(string name) =>
        !name.StartsWith("..", StringComparison.Ordinal)
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    public static MlflowException InvalidName(string parameter, string value) => MlflowException.Invalid(
        $"Invalid value {JsonSerializer.Serialize(value)} for parameter '{parameter}' supplied: Names may be treated "
        + "as files in certain cases, and must not resolve to other names when treated as such.");
}
