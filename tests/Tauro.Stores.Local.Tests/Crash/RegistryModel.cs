using Tauro.Contracts.Models;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// The expected content of a registry: versions from 1 without gaps or reuse, their stages, aliases and source runs,
/// and an event for each change.
/// </summary>
internal sealed partial class RegistryModel : ReferenceModel<RegistryModel>
{
    private Dictionary<string, int> LastVersions { get; init; } = [];

    private Dictionary<(string Name, int Number),
        (ModelStage Stage, string? Run, string? RunStatus)> Versions { get; init; } = [];

    private Dictionary<(string Name, string Alias), int> Aliases { get; init; } = [];

    private List<string> Events { get; init; } = [];

    public IEnumerable<(string Name, int Number)> Numbers => Versions.Keys;

    /// <summary>The number of recorded events about runs, each with its own sequence.</summary>
    public long SourceRunsRecorded { get; private set; }

    public override RegistryModel Copy() => new()
    {
        LastVersions = new(LastVersions), Versions = new(Versions), Aliases = new(Aliases), Events = [.. Events],
        SourceRunsRecorded = SourceRunsRecorded,
        Policies = new(Policies), Checks = new(Checks), Approvals = new(Approvals), Production = new(Production),
        Holds = [.. Holds], KeepLast = KeepLast,
    };

    public string? RunOf(string name, int number) => Versions[(name, number)].Run;

    public ModelStage StageOf(string name, int number) => Versions[(name, number)].Stage;

    public void Register(string name, string? run)
    {
        if (LastVersions.TryAdd(name, 0)) Events.Add($"tauro.model.registered models/{name}");
        var number = ++LastVersions[name];
        Versions[(name, number)] = (ModelStage.None, run, null);
        Events.Add($"tauro.model_version.created models/{name}/versions/{number}");
        Events.Add($"tauro.model_version.ready models/{name}/versions/{number}");
    }

    /// <summary>Moves a version to a stage, and archives those that were in it, unless a policy refuses it.</summary>
    public void Promote(string name, int number, ModelStage stage)
    {
        if (IsRefused(name, number, stage))
        {
            Events.Add($"tauro.policy.violated models/{name}/versions/{number}");
            return;
        }

        foreach (var there in Versions.Where(pair => pair.Key.Name == name && pair.Value.Stage == stage)
            .OrderBy(pair => pair.Key.Number).ToList())
            Move(there.Key, ModelStage.Archived);
        Move((name, number), stage);
    }

    public void SetAlias(string name, string alias, int number)
    {
        // An alias that already has this version has no event.
        if (Aliases.GetValueOrDefault((name, alias)) == number) return;
        Aliases[(name, alias)] = number;
        Events.Add($"tauro.model_alias.set models/{name}/aliases/{alias}");
    }

    public void DeleteVersion(string name, int number)
    {
        foreach (var alias in Aliases.Where(pair => pair.Key.Name == name && pair.Value == number)
            .Select(pair => pair.Key).OrderBy(key => key.Alias, StringComparer.Ordinal).ToList())
        {
            Aliases.Remove(alias);
            Events.Add($"tauro.model_alias.deleted models/{name}/aliases/{alias.Alias}");
        }

        if (StageOf(name, number) == ModelStage.Production) EndProduction(name, number);
        Versions.Remove((name, number));
        Checks.Remove((name, number));
        Approvals.Remove((name, number));
        Events.Add($"tauro.model_version.deleted models/{name}/versions/{number}");
    }

    /// <summary>Deletes a model with its versions; its own event is the last.</summary>
    public void DeleteModel(string name)
    {
        if (!LastVersions.Remove(name)) throw new KeyNotFoundException(name);
        foreach (var key in Versions.Keys.Where(key => key.Name == name).OrderBy(key => key.Number).ToList())
            DeleteVersion(name, key.Number);
        Production.Remove(name);
        Events.Add($"tauro.model.deleted models/{name}");
    }

    public void Rename(string name, string to)
    {
        LastVersions[to] = LastVersions[name];
        LastVersions.Remove(name);
        foreach (var (key, version) in Versions.Where(pair => pair.Key.Name == name).ToList())
        {
            Versions.Remove(key);
            Versions[(to, key.Number)] = version;
            Move(Checks, (name, key.Number), (to, key.Number));
            Move(Approvals, (name, key.Number), (to, key.Number));
            if (Holds.Remove(key)) Holds.Add((to, key.Number));
        }

        Move(Production, name, to);

        foreach (var (key, number) in Aliases.Where(pair => pair.Key.Name == name).ToList())
        {
            Aliases.Remove(key);
            Aliases[(to, key.Alias)] = number;
        }

        Events.Add($"tauro.model.updated models/{to}");
    }

    public void RecordSourceRun(string run, string status)
    {
        SourceRunsRecorded++;
        foreach (var (key, version) in Versions.Where(pair => pair.Value.Run == run && pair.Value.RunStatus != status)
            .OrderBy(pair => pair.Key.Number).ToList())
        {
            Versions[key] = version with { RunStatus = status };
            Events.Add($"tauro.model_version.updated models/{key.Name}/versions/{key.Number}");
        }
    }

    /// <summary>Removes everything except the events.</summary>
    public void Clear()
    {
        LastVersions.Clear();
        Versions.Clear();
        Aliases.Clear();
        Policies.Clear();
        Checks.Clear();
        Approvals.Clear();
        Production.Clear();
        Holds.Clear();
        KeepLast = null;
    }

    public override SortedSet<string> Facts()
    {
        var facts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in LastVersions.Keys) facts.Add($"model {name}");
        foreach (var (key, version) in Versions)
            facts.Add($"version {key.Name}/{key.Number} {version.Stage} run={version.Run} {version.RunStatus}");
        foreach (var (key, number) in Aliases) facts.Add($"alias {key.Name}@{key.Alias} {number}");
        AddPolicyFacts(facts);
        AddRetentionFacts(facts);
        foreach (var (index, lifecycleEvent) in Events.Index()) facts.Add($"event {index + 1:D4} {lifecycleEvent}");
        return facts;
    }

    private void Move((string Name, int Number) key, ModelStage stage)
    {
        var from = Versions[key].Stage;
        Versions[key] = Versions[key] with { Stage = stage };
        if (from == ModelStage.Production && stage != from) EndProduction(key.Name, key.Number);
        if (stage == ModelStage.Production && stage != from) BeginProduction(key.Name, key.Number);
        Events.Add($"tauro.model_version.stage_changed models/{key.Name}/versions/{key.Number}");
    }
}
