namespace Tauro.Stores.Filters;

/// <summary>A function of a field in a filter or sort key.</summary>
public enum FieldFunction
{
    None,

    /// <summary>The number that a param or tag is; absent when it is none.</summary>
    Number,

    /// <summary>The least value of a metric, of those that are not NaN.</summary>
    Min,

    /// <summary>The greatest value of a metric, of those that are not NaN.</summary>
    Max,

    /// <summary>The value of a metric's first point, in the order of step, timestamp and value.</summary>
    First,
}
