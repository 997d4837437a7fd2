namespace Tauro.Contracts.Artifacts;

/// <summary>A stored file, or a directory of stored files.</summary>
/// <param name="Path">Relative to the requested root; segments are separated by <c>/</c>.</param>
/// <param name="IsDirectory">True for a directory, which has neither size nor checksum.</param>
/// <param name="SizeBytes">Bytes; absent for a directory.</param>
/// <param name="Sha256">Lower-case hexadecimal; absent for a directory.</param>
/// <param name="LastUpdateTime">Unix milliseconds; absent for a directory.</param>
public sealed record Artifact(
    string Path, bool IsDirectory = false, long? SizeBytes = null, string? Sha256 = null, long? LastUpdateTime = null);
