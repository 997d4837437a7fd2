using System.Collections.Concurrent;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.Storage.Documents;
using Tauro.Storage.Points;

namespace Tauro.Storage.Local;

/// <summary>
/// Runs by id, and their ids by experiment. A run is kept without its metrics and stored with the latest ones.
/// </summary>
internal sealed class RunTable(PointStore points) : DocumentTable<Run>(11, "runs/runs", run => run.RunId)
{
    private static readonly IReadOnlyDictionary<string, LatestMetric> NoMetrics =
        new Dictionary<string, LatestMetric>();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Run>> byExperiment =
        new(StringComparer.Ordinal);

    /// <summary>
    /// The runs of an experiment, each as it is when the enumeration comes to it; without their metrics.
    /// </summary>
    public IEnumerable<Run> Of(string experimentId) =>
        byExperiment.TryGetValue(experimentId, out var runs) ? runs.Select(run => run.Value) : [];

    public Run WithMetrics(Run run) =>
        points.Find(run.RunId) is { } series ? run with { Metrics = series.Latest() } : run;

    public void Patch(RunPatch patch)
    {
        if (Find(patch.RunId) is not { } run) return;
        var tags = Merged(run.Tags, patch.Tags);
        Put(run with
        {
            Params = Merged(run.Params, patch.Params),
            Tags = tags,
            Name = tags.GetValueOrDefault(TagNames.RunName) ?? run.Name,
            LifecycleStage = patch.LifecycleStage ?? run.LifecycleStage,
            LastUpdateTime = patch.LastUpdateTime,
        });
    }

    public override void ReplayPatch(ReadOnlySpan<byte> json) =>
        Patch(JsonSerializer.Deserialize<RunPatch>(json, TauroJson.Options)!);

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
            byExperiment[before!.ExperimentId].TryRemove(before.RunId, out _);
            points.Forget(before.RunId);
        }
        else byExperiment.GetOrAdd(after.ExperimentId, _ => new(1, 16, StringComparer.Ordinal))[after.RunId] = after;
    }

    private static IReadOnlyDictionary<string, string> Merged(
        IReadOnlyDictionary<string, string> all, IReadOnlyDictionary<string, string>? added)
    {
        if (added is not { Count: > 0 }) return all;
        var merged = new Dictionary<string, string>(all, StringComparer.Ordinal);
        foreach (var (key, value) in added) merged[key] = value;
        return merged;
    }
}
