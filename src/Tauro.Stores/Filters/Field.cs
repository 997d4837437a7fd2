namespace Tauro.Stores.Filters;

/// <summary>The left side of a comparison or a sort key.</summary>
/// <param name="Kind">The entity of the field.</param>
/// <param name="Key">The attribute's canonical name, or the metric's, param's or tag's key.</param>
public readonly record struct Field(FieldKind Kind, string Key)
{
    /// <summary>The function of the value that is compared; by default the value itself.</summary>
    public FieldFunction Function { get; init; }

    /// <summary>Whether it is a field of the run's parent.</summary>
    public bool OfParent { get; init; }

    /// <summary>For a logged model's metric: only points measured on this dataset.</summary>
    public string? DatasetName { get; init; }

    /// <summary>For a logged model's metric: only points measured on a dataset with this digest.</summary>
    public string? DatasetDigest { get; init; }
}
