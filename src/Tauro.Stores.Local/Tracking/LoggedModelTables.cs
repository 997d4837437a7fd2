using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Logged models by experiment, and their metrics by model. Each metric point is its own document, so that a new point
/// does not rewrite the others.
/// </summary>
internal sealed class LoggedModelTables
{
    public LoggedModelTable Models { get; } = new()
    {
        KeyMembers = ["model_id"],
        Trail = TrackingTrail.LoggedModels,
    };

    public GroupedTable<LoggedModelMetric> Metrics { get; } = new(
        TableId.LoggedModelMetrics, "logged_models/metrics", MeasuredModel.KeyOf, metric => metric.ModelId);

    public IReadOnlyList<DocumentTable> All => [Models, Metrics];
}
