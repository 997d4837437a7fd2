namespace Tauro.Stores.Local.Tables;

/// <summary>A document of a segment.</summary>
internal readonly record struct StoredDocument(string Key, StoredLocation Location);
