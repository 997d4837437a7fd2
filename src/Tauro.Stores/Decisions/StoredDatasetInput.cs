namespace Tauro.Stores.Decisions;

/// <summary>A dataset that a run read, by reference.</summary>
public sealed record StoredDatasetInput(string Name, string Digest, IReadOnlyDictionary<string, string> Tags);
