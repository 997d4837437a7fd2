namespace Tauro.Stores.Filters;

internal enum FilterTokenKind
{
    /// <summary>A field, a keyword or a double-quoted text; its place tells which.</summary>
    Word,
    Number,

    /// <summary>A single-quoted text.</summary>
    Text,
    Symbol,
    End,
}
