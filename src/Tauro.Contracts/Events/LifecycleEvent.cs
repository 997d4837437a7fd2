using System.Text.Json.Serialization;

namespace Tauro.Contracts.Events;

/// <summary>
/// What happened, in the past tense. A record is additive: members are added, never changed or removed.
/// <see cref="EventCatalog"/> maps each record to its CloudEvents <c>type</c>.
/// </summary>
/// <param name="Subject">What it happened to: <c>runs/{id}</c>, <c>models/{name}/versions/{version}</c> …</param>
public abstract record LifecycleEvent([property: JsonIgnore] string Subject);
