using System.Globalization;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Decisions;

/// <summary>
/// A version as stored. Its name and aliases are those of its model, filled in when it is read, so that a rename or a
/// moved alias is one small change.
/// </summary>
/// <param name="Version">The version; its name and aliases are meaningless, and need not be stored.</param>
/// <param name="SourceRunSequence">
/// The sequence, in Tracking's log, of the event that last set the status of its source run; 0 for none.
/// </param>
/// <param name="SourceRunTime">The time of that event; null for none, or if it was not stored.</param>
/// <param name="SourceModelId">
/// The model of the version that its source names, whatever that model is called now; null for none.
/// </param>
[JsonConverter(typeof(VersionDocumentConverter))]
public sealed record VersionDocument(
    ModelVersion Version, long SourceRunSequence = 0, DateTimeOffset? SourceRunTime = null,
    ModelId? SourceModelId = null)
{
    public string Key => KeyOf(Version.ModelId, Version.Version);

    public int Number => Version.Version;

    public static string KeyOf(ModelId modelId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{modelId}/{number}");
}
