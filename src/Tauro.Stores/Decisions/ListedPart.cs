namespace Tauro.Stores.Decisions;

/// <summary>A part that the sender wants in the file.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Sha256">Lower-case hexadecimal; empty when the sender does not say.</param>
public readonly record struct ListedPart(long Number, string Sha256);
