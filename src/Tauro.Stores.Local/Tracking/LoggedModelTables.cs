using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Logged models by experiment, and what was measured on them by model: documents of their own, so that a point more
/// does not write the others again.
/// </summary>
internal sealed class LoggedModelTables
{
    public GroupedTable<LoggedModel> Models { get; } = new(
        TableId.LoggedModels, "logged_models/models", model => model.ModelId, model => model.ExperimentId);

    public GroupedTable<LoggedModelMetric> Metrics { get; } = new(
        TableId.LoggedModelMetrics, "logged_models/metrics", KeyOf, metric => metric.ModelId);

    public IReadOnlyList<DocumentTable> All => [Models, Metrics];

    /// <summary>Keys of metrics hold no line breaks, so no two points share one.</summary>
    public static string KeyOf(LoggedModelMetric metric) =>
        $"{metric.ModelId}/{metric.Key}\n{metric.Timestamp}\n{metric.Step}\n{metric.RunId}";
}
