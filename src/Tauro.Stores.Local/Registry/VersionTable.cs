using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Registry;

/// <summary>Versions by model id and number, found by model, stage, source run, and those that are pending.</summary>
internal sealed class VersionTable() :
    DocumentTable<VersionDocument>(TableId.Versions, "versions/versions", document => document.Key)
{
    private readonly ConcurrentDictionary<string, VersionNumbers> byModel = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableSortedSet<string>> byRun = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> pending = new(StringComparer.Ordinal);

    /// <summary>Returns the versions that have no files yet, in no order.</summary>
    public IEnumerable<VersionDocument> Pending =>
        pending.Select(pair => Find(pair.Key)).OfType<VersionDocument>();

    public VersionNumbers NumbersOf(ModelId modelId) => byModel.GetValueOrDefault(modelId, VersionNumbers.None);

    /// <summary>Returns the keys of the versions made from a run, in ordinal order.</summary>
    public ImmutableSortedSet<string> KeysOfRun(RunId runId) =>
        byRun.GetValueOrDefault(runId, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

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
        if (before?.Version.SourceRunId != after?.Version.SourceRunId)
        {
            if (before?.Version.SourceRunId is { } old) Put(byRun, old, KeysOfRun(old).Remove(before.Key));
            if (after?.Version.SourceRunId is { } run) Put(byRun, run, KeysOfRun(run).Add(after.Key));
        }

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

    private static void Put(
        ConcurrentDictionary<string, ImmutableSortedSet<string>> index, string key, ImmutableSortedSet<string> keys)
    {
        if (keys.IsEmpty) index.TryRemove(key, out _);
        else index[key] = keys;
    }
}
