using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Tests.History;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>Reads the content of a tracking store, as the lines of <see cref="TrackingModel.Facts"/>.</summary>
internal static class TrackingFacts
{
    public static async Task<SortedSet<string>> Read(TrackingSession store)
    {
        await TrailReplay.Check(store.Engine);
        var facts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in store.Engine.State.Experiments.Keys)
        {
            var experiment = (await store.Runs.GetExperiment(new(id))).Value;
            facts.Add($"experiment {id} '{experiment.Name}' {experiment.LifecycleStage}");
            Assert.Equal(
                experiment.ExperimentId, (await store.Runs.GetExperimentByName(experiment.Name)).Value.ExperimentId);
        }

        var names = new Dictionary<string, string>();
        foreach (var run in store.Engine.State.Runs.All)
        {
            names[run.RunId] = run.Name;
            await AddRun(store, (await store.Runs.GetRun(run.RunId)).Value, facts);
        }

        await AddArtifacts(store, names, facts);
        foreach (var upload in store.Engine.State.Uploads.All)
            facts.Add($"upload {upload.Path} {(await store.Artifacts.GetUpload(upload.UploadId)).Value.ReceivedBytes}");
        facts.UnionWith(TrackingReviews.Read(store.Engine.State));
        foreach (var cursor in store.Engine.State.Cursors.All)
            facts.Add($"cursor {cursor.Follower} {(await store.Events.GetCursor(cursor.Follower)).Sequence}");
        foreach (var record in (await store.Events.Read(0, Limits.EventPageSizeMax)).Value)
        {
            Assert.Equal($"tracking/{record.Sequence}", record.Id);
            var subject = record.Subject.StartsWith("runs/", StringComparison.Ordinal)
                ? $"runs/<{names.GetValueOrDefault(record.Subject[5..])}>"
                : record.Subject;
            // The id of a job is random.
            facts.Add(record.Type is "tauro.retention.started" or "tauro.retention.completed"
                ? $"event {record.Sequence:D4} {record.Type}"
                : $"event {record.Sequence:D4} {record.Type} {subject}");
        }

        return facts;
    }

    private static async Task AddRun(TrackingSession store, Run run, SortedSet<string> facts)
    {
        facts.Add($"run {run.Name} in {run.ExperimentId} {run.Status} {run.LifecycleStage} " +
            $"ended={run.EndTime is not null} links=[{string.Join(",", run.ModelVersions)}]");
        foreach (var (key, value) in run.Params) facts.Add($"run {run.Name} param {key}={value}");
        foreach (var (key, value) in run.Tags)
        {
            if (key != TagNames.RunName) facts.Add($"run {run.Name} tag {key}={value}");
        }

        foreach (var (key, latest) in run.Metrics)
        {
            facts.Add(RunModel.LatestFact(run.Name, key, latest.Step, latest.Timestamp, latest.Value));
            var history = await store.Runs.GetMetricHistory(
                new MetricHistoryQuery(run.RunId, key, new PageRequest(Limits.HistoryPageSizeMax)));
            foreach (var point in history.Value.Items)
            {
                Assert.True(
                    facts.Add(RunModel.PointFact(run.Name, key, point.Step, point.Timestamp, point.Value)),
                    $"A point of {key} in {run.Name} was returned twice.");
            }
        }
    }

    private static async Task AddArtifacts(
        TrackingSession store, Dictionary<string, string> names, SortedSet<string> facts)
    {
        ArtifactPath.TryParse("", out var root, out _);
        var page = await store.Artifacts.List(root, new PageRequest(Limits.PageSizeMax), recursive: true);
        foreach (var artifact in page.Value.Items)
        {
            ArtifactPath.TryParse(artifact.Path, out var path, out _);
            await using var content = (await store.Artifacts.Open(path)).Value;
            var bytes = new MemoryStream();
            await content.Content.CopyToAsync(bytes);
            facts.Add(TrackingModel.ArtifactFact(NameOf(artifact.Path, names), bytes.ToArray()));
        }
    }

    /// <summary>Returns the path of an artifact below the location of a run as <c>@name/path</c>.</summary>
    private static string NameOf(string path, Dictionary<string, string> names)
    {
        var parts = path.Split('/', 4);
        return parts is [_, var runId, "artifacts", var rest] && names.TryGetValue(runId, out var name)
            ? $"@{name}/{rest}"
            : path;
    }
}
