namespace Tauro.Stores.Filters;

/// <summary>The left side of a comparison or a sort key.</summary>
/// <param name="Kind">What it is a field of.</param>
/// <param name="Key">The attribute's canonical name, or the metric's, param's or tag's key.</param>
public readonly record struct Field(FieldKind Kind, string Key)
{
    /// <summary>Of a logged model's metric: only what was measured on this dataset.</summary>
    public string? DatasetName { get; init; }

    /// <summary>Of a logged model's metric: only what was measured on a dataset of this digest.</summary>
    public string? DatasetDigest { get; init; }
}
