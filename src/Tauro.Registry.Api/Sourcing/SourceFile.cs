namespace Tauro.Registry.Api.Sourcing;

/// <summary>A file of a source run that becomes a file of a version.</summary>
/// <param name="Path">The path relative to the version's root.</param>
/// <param name="SourcePath">The path among the run's artifacts.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="Sha256">The checksum in lower-case hexadecimal.</param>
internal sealed record SourceFile(string Path, string SourcePath, long SizeBytes, string Sha256);
