namespace Tauro.Stores.Filters;

/// <summary>Parses a field, or a function of one: <c>metrics.acc</c>, <c>min(metrics.loss)</c>.</summary>
internal static class FieldParser
{
    /// <param name="tokens">At a word.</param>
    /// <param name="vocabulary">The fields that exist.</param>
    /// <param name="name">The field as written, for messages.</param>
    public static Field Parse(FilterTokens tokens, FilterVocabulary vocabulary, out FilterToken name)
    {
        name = tokens.Take();
        if (vocabulary.Functions.Count == 0 || !tokens.Take("(")) return vocabulary.Resolve(name);
        if (!tokens.AtField) throw tokens.Unexpected("a field such as metrics.loss or params.lr");
        var argument = tokens.Take();
        var field = vocabulary.Resolve(argument);
        tokens.Expect(")");
        var function = name.Raw.ToLowerInvariant();
        if (field.Kind == FieldKind.Metric && function == "last") return field;
        if (vocabulary.Functions.Where(known => Applies(known, field.Kind))
            .Any(known => function == known.ToString().ToLowerInvariant()))
        {
            name = name with { Raw = $"{name.Raw}({argument.Raw})" };
            return field with { Function = Enum.Parse<FieldFunction>(function, ignoreCase: true) };
        }

        throw FilterSyntaxException.At(name.Position, Refusal(vocabulary, name, argument, field.Kind));
    }

    private static bool Applies(FieldFunction function, FieldKind kind) => function == FieldFunction.Number
        ? kind is FieldKind.Param or FieldKind.Tag
        : kind == FieldKind.Metric;

    private static string Refusal(FilterVocabulary vocabulary, FilterToken name, FilterToken argument, FieldKind kind)
    {
        var valid = vocabulary.Functions.Where(known => Applies(known, kind))
            .Select(known => known.ToString().ToLowerInvariant()).ToList();
        if (valid.Contains("first")) valid.Add("last");
        return $"{name} is not a function of {argument}; "
            + (valid.Count == 0 ? "write it without a function" : $"there are {string.Join(", ", valid)}");
    }
}
