namespace Tauro.Stores.Local.Columns;

internal enum ColumnKind
{
    /// <summary>No column: the field is read from the row.</summary>
    None,
    Numbers,
    Strings,
}
