using System.Text.Json.Serialization;

namespace Tauro.Contracts.Events;

/// <summary>
/// A change to a resource, named in the past tense. Records only grow: members are added, never changed or removed.
/// <see cref="EventCatalog"/> maps each record to its CloudEvents <c>type</c>.
/// </summary>
/// <param name="Subject">
/// The resource that the event is about: <c>runs/{id}</c>, <c>models/{name}/versions/{version}</c> …
/// </param>
public abstract record LifecycleEvent([property: JsonIgnore] string Subject);
