namespace Tauro.Stores.Local.Columns;

internal enum ColumnKind
{
    /// <summary>Read from the row itself.</summary>
    None,
    Numbers,
    Texts,
}
