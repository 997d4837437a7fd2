namespace Tauro.Stores.Filters;

/// <summary>The entity that a field belongs to.</summary>
public enum FieldKind
{
    Attribute,
    Metric,
    Param,
    Tag,

    /// <summary>Metadata of a trace, set when it was created.</summary>
    Metadata,

    /// <summary>
    /// A field of any span of a trace: <c>name</c>, <c>type</c>, <c>status</c>, <c>content</c>, <c>attributes.x</c>.
    /// </summary>
    Span,

    /// <summary>The value of a trace's feedback with this name.</summary>
    Feedback,

    /// <summary>The value of a trace's expectation with this name.</summary>
    Expectation,

    /// <summary>A field of any dataset that a run read: <c>name</c>, <c>digest</c>, <c>context</c>.</summary>
    Dataset,
}
