namespace Tauro.Stores.Local.Tables;

/// <summary>The changes of one table since the previous checkpoint.</summary>
/// <param name="Count">The number of changed keys.</param>
/// <param name="Lines">A JSON document or <c>{"_removed": key}</c> for each key.</param>
/// <param name="Changes">The changes in the form of the table, to restore them.</param>
internal sealed record DocumentCut(int Count, IEnumerable<DocumentLine> Lines, object Changes);
