using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Registry;

/// <summary>Versions by model id and number, found by model and by source run.</summary>
internal sealed class VersionTable : DocumentTable<VersionDocument>
{
    private readonly ConcurrentDictionary<string, ImmutableSortedSet<int>> byModel = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableSortedSet<string>> byRun = new(StringComparer.Ordinal);

    public VersionTable() : base(TableId.Versions, "versions/versions", document => document.Key)
    {
    }

    /// <summary>Fills in what a version takes from its model, for people who read the files. Set once.</summary>
    public Func<VersionDocument, VersionDocument> Complete { get; set; } = document => document;

    /// <summary>Returns the numbers of a model's versions, in order.</summary>
    public ImmutableSortedSet<int> NumbersOf(ModelId modelId) => byModel.GetValueOrDefault(modelId, []);

    /// <summary>Returns the keys of the versions made from a run, in ordinal order.</summary>
    public ImmutableSortedSet<string> KeysOfRun(RunId runId) =>
        byRun.GetValueOrDefault(runId, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public void TouchAll(ModelId modelId)
    {
        foreach (var number in NumbersOf(modelId)) Touch(VersionDocument.KeyOf(modelId, number));
    }

    protected override VersionDocument ToStored(VersionDocument document) => Complete(document);

    protected override void Changed(VersionDocument? before, VersionDocument? after)
    {
        if (before is null) Add(after!);
        else if (after is null) Remove(before);
    }

    private void Add(VersionDocument document)
    {
        byModel[document.Version.ModelId] = NumbersOf(document.Version.ModelId).Add(document.Number);
        if (document.Version.SourceRunId is { } run) byRun[run] = KeysOfRun(run).Add(document.Key);
    }

    private void Remove(VersionDocument document)
    {
        var numbers = NumbersOf(document.Version.ModelId).Remove(document.Number);
        if (numbers.IsEmpty) byModel.TryRemove(document.Version.ModelId, out _);
        else byModel[document.Version.ModelId] = numbers;

        if (document.Version.SourceRunId is not { } run) return;
        var keys = KeysOfRun(run).Remove(document.Key);
        if (keys.IsEmpty) byRun.TryRemove(run, out _);
        else byRun[run] = keys;
    }
}
