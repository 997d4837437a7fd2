namespace Tauro.Tracking.Api.Tables;

/// <summary>A column of an exported table.</summary>
internal sealed record TableColumn(string Name, TableColumnType Type);

internal enum TableColumnType
{
    String,
    Integer,
    Number,
}
