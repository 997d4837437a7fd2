using Tauro.Contracts.Ids;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>Identifies a version by values that never change: its model's id and its number.</summary>
internal readonly record struct VersionKey(ModelId ModelId, int Version);
