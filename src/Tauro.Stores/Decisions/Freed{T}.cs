namespace Tauro.Stores.Decisions;

/// <summary>The result of a write, and the blobs that no document refers to once it is durable.</summary>
/// <param name="Value">The result.</param>
/// <param name="Blobs">The keys of the blobs. Some may be deleted already.</param>
public readonly record struct Freed<T>(T Value, IReadOnlyList<string> Blobs);
