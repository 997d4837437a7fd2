namespace Tauro.Stores.Local.Tables;

/// <summary>A line of a segment: a document, or <c>{"_removed": key}</c>.</summary>
internal readonly record struct DocumentLine(string Key, byte[] Json, bool IsRemoval);
