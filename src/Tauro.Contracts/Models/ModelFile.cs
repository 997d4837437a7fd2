namespace Tauro.Contracts.Models;

/// <summary>One file of a version's artifact.</summary>
/// <param name="Path">Relative to the version's artifact root.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="SourcePath">Where a <c>REFERENCE</c> finds it: its path among the source run's artifacts.</param>
public sealed record ModelFile(string Path, long SizeBytes, string Sha256, string? SourcePath = null);
