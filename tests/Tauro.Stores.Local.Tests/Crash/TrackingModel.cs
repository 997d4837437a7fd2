using System.Globalization;
using System.Security.Cryptography;
using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// The expected content of a tracking store, in plain collections. Runs are identified by their names, which a workload
/// keeps unique, because the store generates their ids.
/// </summary>
internal sealed class TrackingModel : ReferenceModel<TrackingModel>
{
    public Dictionary<string, ExperimentModel> Experiments { get; private init; } = [];

    public Dictionary<string, RunModel> Runs { get; private init; } = [];

    /// <summary>Artifacts by path; below the location of a run, as <c>@name/path</c>.</summary>
    public Dictionary<string, byte[]> Artifacts { get; private init; } = [];

    public Dictionary<string, long> Uploads { get; private init; } = [];

    public Dictionary<string, long> Cursors { get; private init; } = [];

    /// <summary>The lines of <see cref="TrackingReviews"/>.</summary>
    public HashSet<string> Reviews { get; private init; } = [];

    public List<string> Events { get; private init; } = [];

    private int LastExperiment { get; set; } = -1;

    private bool HasRetention { get; set; }

    public override TrackingModel Copy() => new()
    {
        LastExperiment = LastExperiment,
        HasRetention = HasRetention,
        Experiments = Experiments.ToDictionary(pair => pair.Key, pair => pair.Value with { }),
        Runs = Runs.ToDictionary(pair => pair.Key, pair => pair.Value.Copy()),
        Artifacts = new(Artifacts),
        Uploads = new(Uploads),
        Cursors = new(Cursors),
        Reviews = [.. Reviews],
        Events = [.. Events],
    };

    public void CreateExperiment(string name)
    {
        var id = (++LastExperiment).ToString(CultureInfo.InvariantCulture);
        Experiments[id] = new ExperimentModel(name, "Active");
        Events.Add($"tauro.experiment.created experiments/{id}");
    }

    public void RenameExperiment(string id, string name)
    {
        Experiments[id] = Experiments[id] with { Name = name };
        Events.Add($"tauro.experiment.updated experiments/{id}");
    }

    public void MoveExperiment(string id, string stage, string lifecycleEvent)
    {
        Experiments[id] = Experiments[id] with { Stage = stage };
        Events.Add($"tauro.experiment.{lifecycleEvent} experiments/{id}");
        foreach (var (name, run) in Runs
            .Where(run => run.Value.ExperimentId == id && run.Value.Stage != stage).ToList())
        {
            Runs[name] = run with { Stage = stage };
            if (run.Links.Count > 0) AddEvent(name, $"run.{lifecycleEvent}");
        }
    }

    public void StartRun(string name, string experimentId)
    {
        Runs[name] = new RunModel(experimentId);
        AddEvent(name, "run.started");
    }

    public void Log(string name, RunBatch batch)
    {
        var run = Runs[name];
        foreach (var (key, value) in batch.Params ?? new Dictionary<string, string>()) run.Params[key] = value;
        foreach (var (key, value) in batch.Tags ?? new Dictionary<string, string>()) run.Tags[key] = value;
        foreach (var point in batch.Metrics ?? [])
            run.Points.Add((point.Key, point.Step, point.Timestamp, point.Value));
        Revive(name);
    }

    /// <param name="names">All runs, in the order of their ids.</param>
    public void EndStaleRuns(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var run = Runs[name];
            if (run.Status != RunStatus.Running || run.Stage != "Active") continue;
            Runs[name] = run with { Status = RunStatus.Failed };
            run.Tags[TagNames.EndReason] = "stale: nothing was logged from 2026-01-02T03:04:05Z for more than "
                + "-00:00:00.0010000 (StaleRuns:After)";
            AddEvent(name, "run.stale");
            AddEnd(name);
        }
    }

    private void Revive(string name)
    {
        if (!Runs[name].Tags.Remove(TagNames.EndReason)) return;
        Runs[name] = Runs[name] with { Status = RunStatus.Running };
        AddEvent(name, "run.updated");
    }

    public void EndRun(string name, RunStatus status)
    {
        Runs[name] = Runs[name] with { Status = status };
        AddEnd(name);
    }

    private void AddEnd(string name)
    {
        AddEvent(name, "run.ended");
        if (Runs[name].Params.Count > 0) AddEvent(name, "params.logged");
        if (Runs[name].Points.Count > 0) AddEvent(name, "metrics.logged");
    }

    public void MoveRun(string name, string stage, string lifecycleEvent)
    {
        Runs[name] = Runs[name] with { Stage = stage };
        AddEvent(name, $"run.{lifecycleEvent}");
    }

    /// <summary>Sets a retention policy that is always the same.</summary>
    public void SetRetention()
    {
        if (HasRetention) return;
        HasRetention = true;
        Events.Add("tauro.retention_policy.set retention/policies/none");
    }

    /// <summary>Runs a retention job that deletes runs in this order.</summary>
    public void Retain(IEnumerable<string> names)
    {
        Events.Add("tauro.retention.started");
        foreach (var name in names) MoveRun(name, "Deleted", "deleted");
        Events.Add("tauro.retention.completed");
    }

    public void PurgeRun(string name)
    {
        RemoveRun(name);
        AddEvent(name, "run.purged");
    }

    public void PurgeExperiment(string id)
    {
        Experiments.Remove(id);
        foreach (var (name, _) in Runs.Where(run => run.Value.ExperimentId == id).ToList()) RemoveRun(name);
        Events.Add($"tauro.experiment.purged experiments/{id}");
    }

    private void RemoveRun(string name)
    {
        Runs.Remove(name);
        foreach (var path in Artifacts.Keys.Where(
            path => path.StartsWith($"@{name}/", StringComparison.Ordinal)).ToList()) Artifacts.Remove(path);
    }

    public void Link(string name, string mark)
    {
        Runs[name] = Runs[name] with { Links = [.. Runs[name].Links, mark] };
        AddEvent(name, "run.linked_to_version");
    }

    public void WriteArtifact(string run, string path, byte[] bytes)
    {
        Artifacts[path] = bytes;
        AddEvent(run, "artifact.logged");
        Revive(run);
    }

    public void DeleteArtifacts(string run, string path)
    {
        foreach (var value in Artifacts.Keys.Where(
            value => value == path || value.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            Artifacts.Remove(value);
        AddEvent(run, "artifact.deleted");
    }

    /// <summary>Resets to the content of a new store, except for events and cursors.</summary>
    public void Clear()
    {
        Experiments.Clear();
        Experiments["0"] = new ExperimentModel("Default", "Active");
        LastExperiment = 0;
        HasRetention = false;
        Runs.Clear();
        Reviews.Clear();
    }

    public override SortedSet<string> Facts()
    {
        var facts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (id, experiment) in Experiments)
            facts.Add($"experiment {id} '{experiment.Name}' {experiment.Stage}");
        foreach (var (name, run) in Runs) facts.UnionWith(run.Facts(name));
        foreach (var (path, bytes) in Artifacts) facts.Add(ArtifactFact(path, bytes));
        foreach (var (path, received) in Uploads) facts.Add($"upload {path} {received}");
        foreach (var (follower, sequence) in Cursors) facts.Add($"cursor {follower} {sequence}");
        facts.UnionWith(Reviews);
        foreach (var (index, lifecycleEvent) in Events.Index())
            facts.Add($"event {index + 1:D4} {EventFact(lifecycleEvent)}");
        return facts;
    }

    /// <summary>Removes the name of a deleted run from an event, since the store has no name for its id.</summary>
    private string EventFact(string lifecycleEvent)
    {
        var name = lifecycleEvent.IndexOf('<', StringComparison.Ordinal);
        return name < 0 || Runs.ContainsKey(lifecycleEvent[(name + 1)..^1])
            ? lifecycleEvent
            : lifecycleEvent[..name] + "<>";
    }

    public static string ArtifactFact(string path, byte[] bytes) =>
        $"artifact {path} {bytes.Length} {Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private void AddEvent(string run, string what) => Events.Add($"tauro.{what} runs/<{run}>");
}
