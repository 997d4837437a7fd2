namespace Tauro.Stores.Decisions;

/// <summary>What a write answers, and the blobs that no document names any more once it is durable.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Blobs">Their keys. Some of them may be gone already.</param>
public readonly record struct Freed<T>(T Value, IReadOnlyList<string> Blobs);
