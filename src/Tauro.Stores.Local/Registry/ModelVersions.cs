using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Local.Registry;

/// <summary>The versions of one model by number, in ascending order, looked up on demand.</summary>
internal sealed class ModelVersions(VersionTable table, ModelId modelId) : IReadOnlyDictionary<int, VersionDocument>
{
    public int Count => table.NumbersOf(modelId).All.Count;

    public IEnumerable<int> Keys => table.NumbersOf(modelId).All;

    public IEnumerable<VersionDocument> Values => Keys.Select(Find).OfType<VersionDocument>();

    public VersionDocument this[int key] =>
        Find(key) ?? throw new KeyNotFoundException($"There is no version {key} of {modelId}.");

    public bool ContainsKey(int key) => Find(key) is not null;

    public bool TryGetValue(int key, [MaybeNullWhen(false)] out VersionDocument value) =>
        (value = Find(key)) is not null;

    /// <summary>Returns the version with the greatest number, in a stage when one is given.</summary>
    public VersionDocument? Latest(ModelStage? stage)
    {
        for (var numbers = table.NumbersOf(modelId); ;)
        {
            foreach (var number in numbers.In(stage).Reverse())
            {
                if (Find(number) is { } document && (stage is null || document.Version.Stage == stage)) return document;
            }

            // A version moves into a stage before another one leaves it, so the index was only read too early.
            var newer = table.NumbersOf(modelId);
            if (ReferenceEquals(newer, numbers)) return null;
            numbers = newer;
        }
    }

    /// <summary>Returns the versions in a stage, by number.</summary>
    public IEnumerable<VersionDocument> In(ModelStage stage) =>
        table.NumbersOf(modelId).In(stage).Select(Find).OfType<VersionDocument>();

    /// <summary>Whether a version is in the stage and of the framework; null for any.</summary>
    public bool Has(ModelStage? stage, ModelFramework? framework) => table.NumbersOf(modelId).Has(stage, framework);

    /// <summary>Returns the version with the greatest number in each stage that has one, by number.</summary>
    public IEnumerable<VersionDocument> LatestOfStages() =>
        table.NumbersOf(modelId).ByStage.Keys.Select(stage => Latest(stage)).OfType<VersionDocument>()
            .DistinctBy(document => document.Number) // One may move during the read.
            .OrderBy(document => document.Number);

    public IEnumerator<KeyValuePair<int, VersionDocument>> GetEnumerator() =>
        Values.Select(document => KeyValuePair.Create(document.Number, document)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private VersionDocument? Find(int number) => table.Find(VersionDocument.KeyOf(modelId, number));
}
