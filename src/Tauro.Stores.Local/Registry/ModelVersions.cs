using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Local.Registry;

/// <summary>The versions of one model by number, in ascending order, looked up on demand.</summary>
internal sealed class ModelVersions(VersionTable table, ModelId modelId) : IReadOnlyDictionary<int, VersionDocument>
{
    public int Count => table.NumbersOf(modelId).Count;

    public IEnumerable<int> Keys => table.NumbersOf(modelId);

    public IEnumerable<VersionDocument> Values => Keys.Select(Find).OfType<VersionDocument>();

    public VersionDocument this[int key] =>
        Find(key) ?? throw new KeyNotFoundException($"There is no version {key} of {modelId}.");

    public bool ContainsKey(int key) => Find(key) is not null;

    public bool TryGetValue(int key, [MaybeNullWhen(false)] out VersionDocument value) =>
        (value = Find(key)) is not null;

    /// <summary>Returns the version with the greatest number, in a stage when one is given.</summary>
    public VersionDocument? Latest(ModelStage? stage)
    {
        var numbers = table.NumbersOf(modelId);
        for (var i = numbers.Count - 1; i >= 0; i--)
        {
            if (Find(numbers[i]) is { } document && (stage is null || document.Version.Stage == stage)) return document;
        }

        return null;
    }

    /// <summary>Returns the version with the greatest number in each stage that has one, by number.</summary>
    public IEnumerable<VersionDocument> LatestOfStages() =>
        Values.Reverse().DistinctBy(document => document.Version.Stage).Reverse();

    public IEnumerator<KeyValuePair<int, VersionDocument>> GetEnumerator() =>
        Values.Select(document => KeyValuePair.Create(document.Number, document)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private VersionDocument? Find(int number) => table.Find(VersionDocument.KeyOf(modelId, number));
}
