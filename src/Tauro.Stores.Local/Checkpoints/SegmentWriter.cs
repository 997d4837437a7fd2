using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>Writes a file of a checkpoint, and returns its entry of the manifest.</summary>
internal delegate ManifestFile SegmentWriter(ManifestFileKind kind, string path, Func<Stream, long> write);
