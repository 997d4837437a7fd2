namespace Tauro.Registry.Api.Sourcing;

/// <summary>A file of a run that a version is to have.</summary>
/// <param name="Path">Relative to the version's root.</param>
/// <param name="SourcePath">Among the run's artifacts.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record SourceFile(string Path, string SourcePath, long SizeBytes, string Sha256);
