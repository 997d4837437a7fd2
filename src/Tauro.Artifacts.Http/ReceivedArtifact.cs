using Tauro.Contracts.Artifacts;

namespace Tauro.Artifacts.Http;

/// <summary>A file that was stored.</summary>
/// <param name="Artifact">As the store tells it.</param>
/// <param name="IsNew">False when it replaced another.</param>
public readonly record struct ReceivedArtifact(Artifact Artifact, bool IsNew);
