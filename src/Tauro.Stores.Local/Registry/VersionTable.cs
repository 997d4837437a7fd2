using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Registry;

/// <summary>Versions by model id and number, found by model, stage, source run, and those that are pending.</summary>
internal sealed class VersionTable() :
    DocumentTable<VersionDocument>(TableId.Versions, "versions/versions", document => document.Key)
{
    private static readonly ImmutableSortedSet<string> NoKeys =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, VersionNumbers> byModel = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableSortedSet<string>> byRun = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableSortedSet<string>> bySource = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> pending = new(StringComparer.Ordinal);

    /// <summary>Returns the versions that have no files yet, in no order.</summary>
    public IEnumerable<VersionDocument> Pending =>
        pending.Select(pair => Find(pair.Key)).OfType<VersionDocument>();

    public VersionNumbers NumbersOf(ModelId modelId) => byModel.GetValueOrDefault(modelId, VersionNumbers.None);

    /// <summary>Returns the keys of the versions made from a run, in ordinal order.</summary>
    public ImmutableSortedSet<string> KeysOfRun(RunId runId) =>
        byRun.GetValueOrDefault(runId, NoKeys);

    /// <summary>Returns the keys of the versions whose source is a version, under the name it had then.</summary>
    public IEnumerable<string> KeysOfSource(RegisteredModel model, int number) =>
        bySource.GetValueOrDefault(VersionDocument.KeyOf(model.ModelId, number), NoKeys)
            .Concat(KeysOfSource(model.Name, number));

    /// <summary>
    /// Returns the keys of the versions whose source is <c>models:/{name}/{number}</c> of a model that is not known.
    /// </summary>
    public ImmutableSortedSet<string> KeysOfSource(string name, int number) =>
        bySource.GetValueOrDefault(ModelSources.Create(name, number), NoKeys);

    /// <summary>Returns up to <paramref name="countMax"/> keys of a run after a key.</summary>
    public IReadOnlyList<string> KeysOfRun(RunId runId, string? after, int countMax)
    {
        var keys = KeysOfRun(runId);
        var found = after is null ? -1 : keys.IndexOf(after);
        var first = after is not null && found < 0 ? ~found : found + 1;
        return [.. Enumerable.Range(first, Math.Min(countMax, keys.Count - first)).Select(at => keys[at])];
    }

    protected override void Changed(VersionDocument? before, VersionDocument? after)
    {
        Index(before?.Version, after?.Version, (after ?? before)!.Version.ModelId);
        Move((after ?? before)!.Key, byRun, before?.Version.SourceRunId?.Value, after?.Version.SourceRunId?.Value);
        Move((after ?? before)!.Key, bySource, SourceOf(before), SourceOf(after));
        if (after?.Version.Status == ModelVersionStatus.PendingRegistration) pending[after.Key] = true;
        else if (before is not null) pending.TryRemove(before.Key, out _);
    }

    private void Index(ModelVersion? before, ModelVersion? after, ModelId modelId)
    {
        if (before is not null && after is not null
            && (before.Stage, before.Framework) == (after.Stage, after.Framework)) return;
        var numbers = NumbersOf(modelId);
        if (before is not null) numbers = numbers.Remove(before);
        if (after is not null) numbers = numbers.Add(after);
        if (numbers.All.IsEmpty) byModel.TryRemove(modelId, out _);
        else byModel[modelId] = numbers;
    }

    private static string? SourceOf(VersionDocument? document) =>
        !ModelSources.TryParse(document?.Version.Source, out var name, out var number) ? null
        : document!.SourceModelId is { } modelId ? VersionDocument.KeyOf(modelId, number)
        : ModelSources.Create(name, number);

    /// <summary>Moves a key from one entry of an index to another.</summary>
    private static void Move(
        string key, ConcurrentDictionary<string, ImmutableSortedSet<string>> index, string? from, string? to)
    {
        if (from == to) return;
        if (from is not null && index.GetValueOrDefault(from, NoKeys).Remove(key) is var left)
        {
            if (left.IsEmpty) index.TryRemove(from, out _);
            else index[from] = left;
        }

        if (to is not null) index[to] = index.GetValueOrDefault(to, NoKeys).Add(key);
    }
}
