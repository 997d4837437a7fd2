namespace Tauro.Stores.Filters;

/// <summary>What the values of an attribute are, and so how it may be compared.</summary>
public enum AttributeType
{
    Number,
    Text,

    /// <summary>Either; compared as what the literal is.</summary>
    Any,
}
