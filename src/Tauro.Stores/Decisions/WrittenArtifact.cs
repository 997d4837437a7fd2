using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Decisions;

/// <summary>A file that was stored.</summary>
/// <param name="Artifact">As the store lists it.</param>
/// <param name="IsNew">False when it replaced another.</param>
public readonly record struct WrittenArtifact(Artifact Artifact, bool IsNew);
