namespace Tauro.Stores.Decisions;

/// <summary>A part in the list that completes an upload.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Sha256">Lower-case hexadecimal; empty when the client does not send it.</param>
public readonly record struct ListedPart(long Number, string Sha256);
