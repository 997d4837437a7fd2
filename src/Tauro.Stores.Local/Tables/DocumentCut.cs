namespace Tauro.Stores.Local.Tables;

/// <summary>Changes of one table since the checkpoint before.</summary>
/// <param name="Count">How many keys.</param>
/// <param name="Lines">A JSON document, or <c>{"_removed": key}</c>, each.</param>
/// <param name="Changes">The table's own, to take back.</param>
internal sealed record DocumentCut(int Count, IEnumerable<byte[]> Lines, object Changes);
