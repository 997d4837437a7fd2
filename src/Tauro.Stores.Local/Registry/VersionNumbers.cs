using System.Collections.Immutable;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Local.Registry;

/// <summary>The numbers of a model's versions, as an index that never changes: a change creates another one.</summary>
/// <param name="All">The numbers of all versions.</param>
/// <param name="ByStage">The numbers of the versions in each stage that has one.</param>
/// <param name="Counts">The number of versions in each stage and of each framework.</param>
internal sealed record VersionNumbers(
    ImmutableSortedSet<int> All,
    ImmutableDictionary<ModelStage, ImmutableSortedSet<int>> ByStage,
    ImmutableDictionary<(ModelStage Stage, ModelFramework Framework), int> Counts)
{
    public static VersionNumbers None { get; } = new(
        [],
        ImmutableDictionary<ModelStage, ImmutableSortedSet<int>>.Empty,
        ImmutableDictionary<(ModelStage, ModelFramework), int>.Empty);

    /// <summary>Returns the numbers in a stage, or all when it is null.</summary>
    public ImmutableSortedSet<int> In(ModelStage? stage) =>
        stage is { } only ? ByStage.GetValueOrDefault(only, []) : All;

    /// <summary>Whether there is a version in the stage and of the framework; null for any.</summary>
    public bool Has(ModelStage? stage, ModelFramework? framework) => Counts.Keys.Any(kind =>
        (stage is null || kind.Stage == stage) && (framework is null || kind.Framework == framework));

    public VersionNumbers Add(ModelVersion version) => new(
        All.Add(version.Version),
        ByStage.SetItem(version.Stage, In(version.Stage).Add(version.Version)),
        Count(version, 1));

    public VersionNumbers Remove(ModelVersion version)
    {
        var left = In(version.Stage).Remove(version.Version);
        return new VersionNumbers(
            All.Remove(version.Version),
            left.IsEmpty ? ByStage.Remove(version.Stage) : ByStage.SetItem(version.Stage, left),
            Count(version, -1));
    }

    private ImmutableDictionary<(ModelStage, ModelFramework), int> Count(ModelVersion version, int change)
    {
        var kind = (version.Stage, version.Framework);
        var count = Counts.GetValueOrDefault(kind) + change;
        return count == 0 ? Counts.Remove(kind) : Counts.SetItem(kind, count);
    }
}
