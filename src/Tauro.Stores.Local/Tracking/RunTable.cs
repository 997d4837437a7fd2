using System.Collections.Concurrent;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Columns;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Runs by id and by experiment. In memory a run is without its metrics; it is stored with the latest ones.
/// </summary>
internal sealed class RunTable(PointStore points, DocumentTable<StoredInputs> inputs)
    : DocumentTable<Run>(TableId.Runs, "runs/runs", run => run.RunId)
{
    private static readonly IReadOnlyDictionary<string, LatestMetric> NoMetrics =
        new Dictionary<string, LatestMetric>();
    private readonly ConcurrentDictionary<string, ColumnTable<Run>> byExperiment = new(StringComparer.Ordinal);
    private readonly RunFields fields = new(points, inputs);

    /// <summary>
    /// Returns the runs of an experiment without their metrics, each in its state when the enumeration reaches it.
    /// </summary>
    public IEnumerable<Run> In(ExperimentId experimentId) =>
        byExperiment.TryGetValue(experimentId, out var runs) ? runs.All : [];

    /// <summary>Returns the columns to search: the runs of some experiments, or of all.</summary>
    public IReadOnlyList<ColumnTable<Run>> Columns(IReadOnlyList<ExperimentId>? experimentIds) => experimentIds is null
        ? [.. byExperiment.Select(pair => pair.Value)]
        : [.. experimentIds.Distinct().Select(id => byExperiment.GetValueOrDefault(id)).OfType<ColumnTable<Run>>()];

    /// <summary>Updates the columns of a run that has new points.</summary>
    public void PointsAdded(PointBatch batch)
    {
        Touch(batch.RunId);
        if (Find(batch.RunId) is not { } run) return;
        var columns = byExperiment[run.ExperimentId];
        foreach (var points in batch.Keys)
            columns.NumberChanged(run.RunId, new Field(FieldKind.Metric, points.Key));
    }

    public Run WithMetrics(Run run) =>
        points.Find(run.RunId) is { } series ? run with { Metrics = series.Latest() } : run;

    public void Patch(RunPatch patch)
    {
        if (Find(patch.RunId) is not { } run) return;
        var tags = StringMap.Merge(run.Tags, patch.Tags);
        Put(run with
        {
            Params = StringMap.Merge(run.Params, patch.Params),
            Tags = tags,
            Name = tags.GetValueOrDefault(TagNames.RunName) ?? run.Name,
            LifecycleStage = patch.LifecycleStage ?? run.LifecycleStage,
            LastUpdateTime = patch.LastUpdateTime,
        });
    }

    public override void ReplayPatch(ReadOnlySpan<byte> json) =>
        Patch(JsonSerializer.Deserialize<RunPatch>(json, StoredJson.Options)!);

    protected override Run ToStored(Run document) => WithMetrics(document);

    protected override Run FromStored(Run document)
    {
        points.Load(document.RunId, document.Metrics);
        return document.Metrics.Count == 0 ? document : document with { Metrics = NoMetrics };
    }

    protected override void Changed(Run? before, Run? after)
    {
        if (after is null)
        {
            points.Remove(before!.RunId);
            var runs = byExperiment[before.ExperimentId];
            runs.Remove(before.RunId);
            if (runs.LiveCount == 0) byExperiment.TryRemove(before.ExperimentId, out _);
        }
        else byExperiment.GetOrAdd(after.ExperimentId, _ => new(fields, run => run.RunId)).Put(after);
    }
}
