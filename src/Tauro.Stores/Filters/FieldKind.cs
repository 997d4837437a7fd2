namespace Tauro.Stores.Filters;

/// <summary>What a field belongs to.</summary>
public enum FieldKind
{
    Attribute,
    Metric,
    Param,
    Tag,

    /// <summary>What was said of a trace when it was made.</summary>
    Metadata,

    /// <summary>
    /// Of any span of a trace: <c>name</c>, <c>type</c>, <c>status</c>, <c>content</c>, <c>attributes.x</c>.
    /// </summary>
    Span,

    /// <summary>The value of a trace's feedback of a name.</summary>
    Feedback,

    /// <summary>The value of a trace's expectation of a name.</summary>
    Expectation,

    /// <summary>Of any dataset that a run read: <c>name</c>, <c>digest</c>, <c>context</c>.</summary>
    Dataset,
}
