namespace Tauro.Stores.Filters;

/// <summary>The beginnings of messages, which are those of MLflow's server: its clients match on them.</summary>
internal static class FilterPhrases
{
    public const string StringOperators = "= != LIKE ILIKE RLIKE IN or IS NULL";
    public const string NumberOperators = "= != < <= > >= or BETWEEN";

    public static string InvalidOperator(FilterVocabulary vocabulary, Field field, FilterToken at, string valid) =>
        field.Kind == FieldKind.Span ? $"span.{field.Key} comparator '{at.Raw}' not one of {valid}"
            : vocabulary == FilterVocabulary.LoggedModels ? $"Invalid comparison operator: {at}; use {valid}"
            : $"Invalid comparator '{at.Raw}' not one of {valid}";

    public static string ExpectedString(Field field, FilterToken found) =>
        field.Kind == FieldKind.Attribute
            ? "Expected a quoted string value or a list of quoted string values for attributes. " + Got(found)
            : $"Expected a quoted string value for {NameOf(field.Kind)} (e.g. 'my-value'). {Got(found)}";

    public static string ExpectedNumber(Field field, FilterToken found) => field.Kind == FieldKind.Metric
        ? $"Expected numeric value type for metric. Found {Raw(found)}"
        : $"Expected numeric value type for numeric attribute: {field.Key}. Found {Raw(found)}";

    public static string ExpectedNumber(Field field, FilterToken found, FilterToken at) =>
        $"Expected a numeric value for {NameOf(field.Kind)} when using comparator '{at.Raw}'. {Got(found)}";

    private static string Got(FilterToken found) => $"Got value {Raw(found)}";

    private static string Raw(FilterToken found) =>
        found.Kind == FilterTokenKind.End ? found.ToString() : FilterSyntaxException.Short(found.Raw);

    private static string NameOf(FieldKind kind) => kind switch
    {
        FieldKind.Param => "parameter",
        FieldKind.Metadata => "request_metadata",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
