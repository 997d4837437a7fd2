using System.Globalization;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>MLflow's checks of the key and timestamp of a point.</summary>
internal static class LoggedPoints
{
    /// <summary>Checks all points of a batch. Most points share a few keys, and each key is checked once.</summary>
    public static void Check(IReadOnlyList<MetricPoint> points)
    {
        var seen = new HashSet<string>(ReferenceEqualityComparer.Instance);
        string? last = null;
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            if (!ReferenceEquals(point.Key, last) && seen.Add(last = point.Key))
                MlflowNames.Check(point.Key, $"metrics[{i}].name", "Metric name");
            if (point.Timestamp < 0) throw BadTime(point, $"metrics[{i}].timestamp");
        }
    }

    public static void Check(MetricPoint point, string namePath, string timestampPath)
    {
        MlflowNames.Check(point.Key, namePath, "Metric name");
        if (point.Timestamp < 0) throw BadTime(point, timestampPath);
    }

    private static MlflowException BadTime(MetricPoint point, string path) => MlflowException.Invalid(string.Create(
        CultureInfo.InvariantCulture,
        $"Invalid value {point.Timestamp} for parameter '{path}' supplied: metric '{point.Key}' (value={point.Value}). "
        + $"Timestamp must be a nonnegative long (64-bit integer) "));
}
