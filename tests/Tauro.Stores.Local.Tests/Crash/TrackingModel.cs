using System.Globalization;
using System.Security.Cryptography;
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

    public Dictionary<string, byte[]> Artifacts { get; private init; } = [];

    public Dictionary<string, long> Uploads { get; private init; } = [];

    public Dictionary<string, long> Cursors { get; private init; } = [];

    public List<string> Events { get; private init; } = [];

    public override TrackingModel Copy() => new()
    {
        Experiments = Experiments.ToDictionary(one => one.Key, one => one.Value with { }),
        Runs = Runs.ToDictionary(one => one.Key, one => one.Value.Copy()),
        Artifacts = new(Artifacts),
        Uploads = new(Uploads),
        Cursors = new(Cursors),
        Events = [.. Events],
    };

    public void CreateExperiment(string name)
    {
        var id = Experiments.Count.ToString(CultureInfo.InvariantCulture);
        Experiments[id] = new ExperimentModel(name, "Active");
        Events.Add($"tauro.experiment.created experiments/{id}");
    }

    public void RenameExperiment(string id, string name)
    {
        Experiments[id] = Experiments[id] with { Name = name };
        Events.Add($"tauro.experiment.updated experiments/{id}");
    }

    public void MoveExperiment(string id, string stage, string happened)
    {
        Experiments[id] = Experiments[id] with { Stage = stage };
        Events.Add($"tauro.experiment.{happened} experiments/{id}");
        foreach (var (name, run) in Runs
            .Where(run => run.Value.ExperimentId == id && run.Value.Stage != stage).ToList())
        {
            Runs[name] = run with { Stage = stage };
            if (run.Links.Count > 0) Happened(name, $"run.{happened}");
        }
    }

    public void StartRun(string name, string experimentId)
    {
        Runs[name] = new RunModel(experimentId);
        Happened(name, "run.started");
    }

    public void Log(string name, RunBatch batch)
    {
        var run = Runs[name];
        foreach (var (key, value) in batch.Params ?? new Dictionary<string, string>()) run.Params[key] = value;
        foreach (var (key, value) in batch.Tags ?? new Dictionary<string, string>()) run.Tags[key] = value;
        foreach (var point in batch.Metrics ?? [])
            run.Points.Add((point.Key, point.Step, point.Timestamp, point.Value));
    }

    public void EndRun(string name, RunStatus status)
    {
        Runs[name] = Runs[name] with { Status = status };
        Happened(name, "run.ended");
    }

    public void MoveRun(string name, string stage, string happened)
    {
        Runs[name] = Runs[name] with { Stage = stage };
        Happened(name, $"run.{happened}");
    }

    public void Link(string name, string mark)
    {
        Runs[name] = Runs[name] with { Links = [.. Runs[name].Links, mark] };
        Happened(name, "run.linked_to_version");
    }

    public void WriteArtifact(string run, string path, byte[] bytes)
    {
        Artifacts[path] = bytes;
        Happened(run, "artifact.logged");
    }

    public void DeleteArtifacts(string run, string path)
    {
        foreach (var one in Artifacts.Keys.Where(
            one => one == path || one.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            Artifacts.Remove(one);
        Happened(run, "artifact.deleted");
    }

    /// <summary>Resets to the content of a new store, except for events and cursors.</summary>
    public void Clear()
    {
        Experiments.Clear();
        Experiments["0"] = new ExperimentModel("Default", "Active");
        Runs.Clear();
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
        foreach (var (index, happened) in Events.Index()) facts.Add($"event {index + 1:D4} {Told(happened)}");
        return facts;
    }

    /// <summary>Removes the name of a deleted run from an event, since the store has no name for its id.</summary>
    private string Told(string happened)
    {
        var name = happened.IndexOf('<', StringComparison.Ordinal);
        return name < 0 || Runs.ContainsKey(happened[(name + 1)..^1]) ? happened : happened[..name] + "<>";
    }

    public static string ArtifactFact(string path, byte[] bytes) =>
        $"artifact {path} {bytes.Length} {Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private void Happened(string run, string what) => Events.Add($"tauro.{what} runs/<{run}>");
}
