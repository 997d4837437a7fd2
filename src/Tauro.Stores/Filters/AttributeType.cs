namespace Tauro.Stores.Filters;

/// <summary>The type of an attribute's values, which decides how it may be compared.</summary>
public enum AttributeType
{
    Number,
    String,

    /// <summary>Either; compared as the type of the literal.</summary>
    Any,
}
