using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>The version that a request names.</summary>
internal static class ScorerNumber
{
    /// <summary>Null when it names none; one that no version can have finds none.</summary>
    public static int? Of(MlflowMessage request) =>
        request.Whole("version") is { } version ? (int)Math.Clamp(version, -1, int.MaxValue) : null;
}
