namespace Tauro.Storage.Search;

/// <summary>What a field belongs to.</summary>
public enum FieldKind
{
    Attribute,
    Metric,
    Param,
    Tag,
}
