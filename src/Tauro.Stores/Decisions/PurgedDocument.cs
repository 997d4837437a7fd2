namespace Tauro.Stores.Decisions;

/// <summary>A document that a purge removes.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">Its key; the path of an artifact.</param>
/// <param name="Bytes">The size of an artifact.</param>
public readonly record struct PurgedDocument(PurgedKind Kind, string Key, long Bytes = 0);
