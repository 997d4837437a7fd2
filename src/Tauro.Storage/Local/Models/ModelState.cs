using System.Collections.Immutable;
using Tauro.Contracts;

namespace Tauro.Storage.Local.Models;

/// <summary>
/// All registered models at one moment. Immutable: a reader keeps the moment it began with, and the writer may be ahead
/// of what is durable without a reader seeing it.
/// </summary>
internal sealed record ModelState
{
    public static ModelState Empty { get; } = new();

    /// <summary>By id.</summary>
    public ImmutableDictionary<string, ModelEntry> Models { get; private init; } =
        ImmutableDictionary.Create<string, ModelEntry>(StringComparer.Ordinal);

    /// <summary>Name to id, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, string> Names { get; private init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Source run to the versions made from it.</summary>
    public ImmutableDictionary<string, ImmutableSortedSet<(string ModelId, int Version)>> ByRun { get; private init; } =
        ImmutableDictionary.Create<string, ImmutableSortedSet<(string, int)>>(StringComparer.Ordinal);

    public StoreOutcome<ModelEntry> Find(string name) =>
        Names.TryGetValue(name, out var id)
            ? Models[id]
            : StoreProblem.NotFound(ProblemCodes.ModelNotFound, $"There is no registered model '{name}'.");

    public ModelState Apply(ModelFact fact) => fact switch
    {
        ModelFact.PutModel put => Put(put),
        ModelFact.RemoveModel remove => Remove(remove),
        ModelFact.PutVersion put => Put(put.Document),
        ModelFact.RemoveVersion remove => Remove(remove),
        _ => throw new StorageCorruptException($"The journal holds a fact of an unknown kind, {fact.GetType().Name}."),
    };

    private ModelState Put(ModelFact.PutModel put)
    {
        var model = put.Model;
        var old = Models.GetValueOrDefault(model.ModelId);
        var names = old is not null && old.Model.Name != model.Name ? Names.Remove(old.Model.Name) : Names;
        return this with
        {
            Models = Models.SetItem(
                model.ModelId, old is null ? ModelEntry.Of(model) : old with { Model = model }),
            Names = names.SetItem(model.Name, model.ModelId),
        };
    }

    private ModelState Remove(ModelFact.RemoveModel remove)
    {
        var entry = Models[remove.ModelId];
        return this with
        {
            Models = Models.Remove(remove.ModelId),
            Names = Names.Remove(entry.Model.Name),
            ByRun = entry.Versions.Values.Aggregate(ByRun, Unlink),
        };
    }

    private ModelState Put(VersionDocument document)
    {
        var version = document.Version;
        var entry = Models[version.ModelId];
        return this with
        {
            Models = Models.SetItem(
                version.ModelId, entry with { Versions = entry.Versions.SetItem(version.Version, document) }),
            ByRun = Link(ByRun, document),
        };
    }

    private ModelState Remove(ModelFact.RemoveVersion remove)
    {
        var entry = Models[remove.ModelId];
        return this with
        {
            Models = Models.SetItem(
                remove.ModelId, entry with { Versions = entry.Versions.Remove(remove.Version) }),
            ByRun = Unlink(ByRun, entry.Versions[remove.Version]),
        };
    }

    private static ImmutableDictionary<string, ImmutableSortedSet<(string ModelId, int Version)>> Link(
        ImmutableDictionary<string, ImmutableSortedSet<(string ModelId, int Version)>> byRun, VersionDocument document)
    {
        if (document.Version.SourceRunId is not { } run) return byRun;
        var versions = byRun.GetValueOrDefault(run, []);
        return byRun.SetItem(run, versions.Add((document.Version.ModelId, document.Version.Version)));
    }

    private static ImmutableDictionary<string, ImmutableSortedSet<(string ModelId, int Version)>> Unlink(
        ImmutableDictionary<string, ImmutableSortedSet<(string ModelId, int Version)>> byRun, VersionDocument document)
    {
        if (document.Version.SourceRunId is not { } run || !byRun.TryGetValue(run, out var versions)) return byRun;
        versions = versions.Remove((document.Version.ModelId, document.Version.Version));
        return versions.IsEmpty ? byRun.Remove(run) : byRun.SetItem(run, versions);
    }
}
