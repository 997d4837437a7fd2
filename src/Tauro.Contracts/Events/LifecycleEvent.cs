using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>
/// A change to a resource, named in the past tense. Records only grow: members are added, never changed or removed.
/// <see cref="EventCatalog"/> maps each record to its CloudEvents <c>type</c>.
/// </summary>
/// <param name="Subject">
/// The resource that the event is about: <c>runs/{id}</c>, <c>models/{name}/versions/{version}</c> …
/// </param>
public abstract record LifecycleEvent([property: JsonIgnore] string Subject)
{
    /// <summary>
    /// The workspace of the resource, if it may be another one than that of the request or job; null otherwise.
    /// </summary>
    [JsonIgnore]
    public WorkspaceName? Workspace { get; init; }
}
