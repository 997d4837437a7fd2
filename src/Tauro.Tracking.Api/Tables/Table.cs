namespace Tauro.Tracking.Api.Tables;

/// <summary>A table that is written while its rows are read, so that few of them are in memory.</summary>
/// <param name="Name">The name of the file, without extension.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">A string, long, double or null for each column.</param>
internal sealed record Table(string Name, IReadOnlyList<TableColumn> Columns, IAsyncEnumerable<object?[]> Rows);
