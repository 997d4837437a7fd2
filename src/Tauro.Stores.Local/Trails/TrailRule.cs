using System.Text.Json;

namespace Tauro.Stores.Local.Trails;

/// <summary>
/// The rule by which the trail records the changes of a table. A table without one is not in the trail.
/// </summary>
/// <param name="kind">The kind of its resources.</param>
internal abstract class TrailRule(string kind)
{
    public string Kind => kind;

    /// <summary>
    /// Whether large values are kept, because documents are restored from the trail. Otherwise their length and
    /// SHA-256 take their place.
    /// </summary>
    public bool KeepsLargeValues { get; init; }

    /// <summary>Whether documents are written by telemetry, so that only removals are recorded.</summary>
    public bool OnlyRemovals { get; init; }

    /// <summary>
    /// The members, at any depth, of which the value never gets into the trail, with what is there instead.
    /// </summary>
    public IReadOnlyDictionary<string, Func<JsonElement, string>> Secrets { get; init; } =
        new Dictionary<string, Func<JsonElement, string>>();

    public abstract TrailSubject GetSubject(object document, PendingDocuments pending);

    /// <summary>Returns a document without the members that are not in the trail.</summary>
    public abstract object Select(object document);
}
