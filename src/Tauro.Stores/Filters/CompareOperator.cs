namespace Tauro.Stores.Filters;

/// <summary>The operator of a comparison.</summary>
public enum CompareOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>SQL pattern, <c>%</c> and <c>_</c>, case-sensitive.</summary>
    Like,

    /// <summary>SQL pattern, any letter case.</summary>
    ILike,

    /// <summary>Regular expression, matched without backtracking.</summary>
    RLike,
}
