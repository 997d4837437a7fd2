namespace Tauro.Stores.Local.Tracking;

/// <summary>A dataset that a run read, by reference.</summary>
internal sealed record StoredDatasetInput(string Name, string Digest, IReadOnlyDictionary<string, string> Tags);
