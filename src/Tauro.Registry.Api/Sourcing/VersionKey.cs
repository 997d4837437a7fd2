namespace Tauro.Registry.Api.Sourcing;

/// <summary>A version by what never changes: its model's id and its number.</summary>
internal readonly record struct VersionKey(string ModelId, int Version);
