using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>
/// Reads a batch that is written unusually, or refuses it in MLflow's words: first what is missing, list by list, then
/// what has the wrong type.
/// </summary>
internal static class LoggedBatchMessage
{
    public static LoggedBatch Read(MlflowMessage message)
    {
        var runId = message.RequiredText("run_id");
        var metrics = Checked(message, "metrics", "key", "value", "timestamp");
        var given = Checked(message, "params", "key");
        var tags = Checked(message, "tags", "key");
        return new LoggedBatch(
            runId, [.. metrics.Select(Point)], Pairs(given), Pairs(tags),
            [.. metrics.Select(metric => OfModel(metric, Point(metric))).OfType<LoggedModelMetric>()]);
    }

    private static IReadOnlyList<MlflowMessage> Checked(MlflowMessage message, string list, params string[] required)
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

    /// <summary>The same point as one that was measured on a logged model; null when it names none.</summary>
    public static LoggedModelMetric? OfModel(MlflowMessage message, MetricPoint point) => MeasuredPoint.Of(
        point, message.Text("model_id"), message.Text("dataset_name"), message.Text("dataset_digest"));

    private static MetricPoint Point(MlflowMessage point) => new(
        point.RequiredText("key"), point.RequiredNumber("value"), point.RequiredWhole("timestamp"),
        point.Whole("step") ?? 0);

    private static KeyValuePair<string, string>[] Pairs(IReadOnlyList<MlflowMessage> pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.RequiredText("key"), pair.Text("value") ?? ""))];
}
