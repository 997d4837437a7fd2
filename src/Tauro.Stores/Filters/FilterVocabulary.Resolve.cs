namespace Tauro.Stores.Filters;

public sealed partial class FilterVocabulary
{
    /// <summary>Whether a field is a string that can be compared as a number.</summary>
    internal bool MayBeNumber(Field field) => Functions.Contains(FieldFunction.Number)
        && field is { Kind: FieldKind.Param or FieldKind.Tag, Function: FieldFunction.None };

    internal AttributeType TypeOf(Field field) => field.Kind switch
    {
        _ when field.Function != FieldFunction.None => AttributeType.Number,
        FieldKind.Metric => AttributeType.Number,
        FieldKind.Feedback or FieldKind.Expectation => AttributeType.Any,
        FieldKind.Attribute => byKey[field.Key].Type,
        _ => AttributeType.String,
    };

    internal Field Resolve(FilterToken token)
    {
        const string parent = "parent.";
        if (!HasParents || !token.Raw.StartsWith(parent, StringComparison.OrdinalIgnoreCase)) return ResolveOwn(token);
        return ResolveOwn(token with { Raw = token.Raw[parent.Length..], Position = token.Position + parent.Length })
            with { OfParent = true };
    }

    private Field ResolveOwn(FilterToken token)
    {
        if (token.Raw.Length == 0) throw FilterSyntaxException.At(token.Position, "a field of the parent is missing");
        var (entity, key) = FieldName.Parse(token);
        var kind = FieldKind.Attribute;
        if (entity is not null && (!Entities.TryGetValue(entity, out kind) || !kinds.Contains(kind) || IsOther(entity)))
        {
            throw FilterSyntaxException.At(
                token.Position,
                $"Invalid entity type '{FilterSyntaxException.Short(entity)}'. Valid values are "
                + string.Join(", ", kinds.Select(fieldKind => fieldKind.ToString().ToLowerInvariant())));
        }

        if (kind == FieldKind.Span && !IsSpanField(key))
        {
            throw FilterSyntaxException.At(
                token.Position,
                $"Invalid span attribute '{FilterSyntaxException.Short(key)}'. Supported attributes: name, status, "
                + "type, content, attributes.<attribute_name>");
        }

        if (kind == FieldKind.Dataset && key is not ("name" or "digest" or "context"))
        {
            throw FilterSyntaxException.At(
                token.Position,
                $"Invalid dataset attribute '{FilterSyntaxException.Short(key)}'; datasets have name, digest, context");
        }

        if (kind != FieldKind.Attribute) return new(kind, key);
        return attributes.TryGetValue(key, out var attribute)
            // The text of a trace is the content of its spans.
            ? attribute.Key == "text" ? new(FieldKind.Span, "content") : new(kind, attribute.Key)
            : throw FilterSyntaxException.At(
                token.Position,
                $"Invalid attribute key '{FilterSyntaxException.Short(key)}' specified. Valid keys are "
                + string.Join(", ", Attributes.Select(filterAttribute => filterAttribute.Name)));
    }

    // Only traces accept the entity "trace".
    private bool IsOther(string entity) =>
        (entity.Equals("trace", StringComparison.OrdinalIgnoreCase) && !kinds.Contains(FieldKind.Span))
        || (isExact && entity.Any(char.IsAsciiLetterUpper));

    private static bool IsSpanField(string key) => key is "name" or "type" or "status" or "content"
        || (key.Length > "attributes.".Length && key.StartsWith("attributes.", StringComparison.Ordinal));
}
