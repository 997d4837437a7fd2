namespace Tauro.Stores.Filters;

internal enum FilterTokenKind
{
    /// <summary>A field, a keyword or a double-quoted string; its position decides which.</summary>
    Word,
    Number,

    /// <summary>A single-quoted string.</summary>
    String,
    Symbol,
    End,
}
