using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>
/// Reads a batch that <see cref="LoggedBatchReader"/> can't read, or throws MLflow's error for it: first for a missing
/// member, list by list, then for a wrong type.
/// </summary>
internal static class LoggedBatchMessage
{
    public static LoggedBatch Read(MlflowMessage message)
    {
        var runId = message.RequiredId<RunId>("run_id");
        var metrics = ReadList(message, "metrics", "key", "value", "timestamp");
        var parameters = ReadList(message, "params", "key");
        var tags = ReadList(message, "tags", "key");
        return new LoggedBatch(
            runId, [.. metrics.Select(Point)], Pairs(parameters), Pairs(tags),
            [.. metrics.Select(metric => ReadModelMetric(metric, Point(metric))).OfType<LoggedModelMetric>()]);
    }

    private static IReadOnlyList<MlflowMessage> ReadList(MlflowMessage message, string list, params string[] required)
    {
        var items = message.Messages(list);
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var member in required)
            {
                if (items[i].IsMissing(member))
                    throw MlflowMessage.MissingValue($"{list}[{i}].{member}");
            }
        }

        return items;
    }

    /// <summary>Returns the point as a metric of a logged model; null when it names no model.</summary>
    public static LoggedModelMetric? ReadModelMetric(MlflowMessage message, MetricPoint point) =>
        MeasuredPoint.ToModelMetric(
            point, message.String("model_id"), message.String("dataset_name"), message.String("dataset_digest"));

    private static MetricPoint Point(MlflowMessage point) => new(
        point.RequiredString("key"), point.RequiredNumber("value"), point.RequiredInteger("timestamp"),
        point.Integer("step") ?? 0);

    private static KeyValuePair<string, string>[] Pairs(IReadOnlyList<MlflowMessage> pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.RequiredString("key"), pair.String("value") ?? ""))];
}
