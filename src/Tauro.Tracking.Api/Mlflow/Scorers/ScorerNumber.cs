using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Parses the scorer version of a request.</summary>
internal static class ScorerNumber
{
    /// <summary>Returns null when the request has none. A number that no version can have is clamped.</summary>
    public static int? Parse(MlflowMessage request) =>
        request.Integer("version") is { } version ? (int)Math.Clamp(version, -1, int.MaxValue) : null;
}
