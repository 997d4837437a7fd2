using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides the links of runs to model versions. A link has the current name of its model. An event that is consumed
/// again has the name of its time, so the id of the model decides where that is known.
/// </summary>
public static class RunLinkWrites
{
    private static readonly Dictionary<string, string> NoNames = [];

    /// <summary>Links a run to a model version made from it; repeating it changes nothing.</summary>
    public static StoreOutcome<Decision<TrackingFact, Run>> Link(
        Run? run, RunId id, string modelName, int version, ModelId? modelId, long now)
    {
        if (run is null) return RunWrites.NotFound(id);
        var name = NameIn(run, modelId) ?? modelName;
        var reference = ToReference(name, version);
        var names = WithName(run, modelId, name);
        if (!run.ModelVersions.Contains(reference))
            return RunWrites.Put(
                run with
                {
                    ModelVersions = [.. run.ModelVersions, reference], ModelNames = names, LastUpdateTime = now,
                },
                new RunLinkedToVersion(id, name, version, run.Status, run.LifecycleStage));
        return names == run.ModelNames
            ? Decision<TrackingFact, Run>.Unchanged(run)
            : RunWrites.Put(run with { ModelNames = names }, lifecycleEvent: null);
    }

    /// <summary>Removes the link; repeating it changes nothing.</summary>
    public static StoreOutcome<Decision<TrackingFact, Run>> Unlink(
        Run? run, RunId id, string modelName, int version, ModelId? modelId, long now)
    {
        if (run is null) return RunWrites.NotFound(id);
        if (IsOfOther(run, modelName, modelId)) return Decision<TrackingFact, Run>.Unchanged(run);
        var reference = ToReference(NameIn(run, modelId) ?? modelName, version);
        if (!run.ModelVersions.Contains(reference)) return Decision<TrackingFact, Run>.Unchanged(run);
        return RunWrites.Put(
            run with
            {
                ModelVersions = [.. run.ModelVersions.Where(value => value != reference)], LastUpdateTime = now,
            },
            lifecycleEvent: null);
    }

    /// <summary>Whether a run is linked to a version of a model.</summary>
    public static bool IsLinked(Run run, string modelName) =>
        run.ModelVersions.Any(reference => IsReference(reference, modelName));

    /// <summary>Changes the name of a model in the links of a run; repeating it changes nothing.</summary>
    public static StoreOutcome<Decision<TrackingFact, Run>> RenameModel(
        Run? run, RunId id, string from, string to, ModelId? modelId, long now)
    {
        if (run is null) return RunWrites.NotFound(id);
        if (!IsLinked(run, from) || IsOfOther(run, from, modelId) || (NameIn(run, modelId) ?? from) != from)
            return Decision<TrackingFact, Run>.Unchanged(run);
        var references = run.ModelVersions.Select(
            reference => IsReference(reference, from) ? to + reference[from.Length..] : reference);
        var renamed = run with
        {
            ModelVersions = [.. references.Distinct()],
            ModelNames = run.ModelNames?.ToDictionary(pair => pair.Key, pair => pair.Value == from ? to : pair.Value),
            LastUpdateTime = now,
        };
        return RunWrites.Put(renamed with { ModelNames = WithName(renamed, modelId, to) }, lifecycleEvent: null);
    }

    private static string? NameIn(Run run, ModelId? modelId) =>
        modelId is { } id ? run.ModelNames?.GetValueOrDefault(id.Value) : null;

    /// <summary>Whether the links with a name are those of another model, which took the name later.</summary>
    private static bool IsOfOther(Run run, string modelName, ModelId? modelId) =>
        modelId is { } id && NameIn(run, id) is null
        && run.ModelNames?.Any(known => known.Value == modelName) == true;

    private static IReadOnlyDictionary<string, string>? WithName(Run run, ModelId? modelId, string name) =>
        modelId is { } id && NameIn(run, id) != name
            ? new Dictionary<string, string>(run.ModelNames ?? NoNames) { [id.Value] = name }
            : run.ModelNames;

    // The name of a model contains no slash.
    private static bool IsReference(string reference, string modelName) =>
        reference.Length > modelName.Length && reference[modelName.Length] == '/'
        && reference.StartsWith(modelName, StringComparison.Ordinal);

    private static string ToReference(string modelName, int version) => $"{modelName}/{version}";
}
