using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Tests.Filters;

/// <summary>An item to search: fields by name, such as <c>metrics.acc</c> or <c>status</c>.</summary>
internal sealed class Row(string id, params (string Name, object Value)[] fields)
{
    public string Id => id;

    public override string ToString() => id;

    public static bool Matches(string filter, params (string Name, object Value)[] fields)
    {
        var parsed = FilterParser.Parse(filter, FilterVocabulary.Runs);
        Assert.True(parsed.IsOk, parsed.Problem?.Message);
        return FilterEvaluator.Compile(parsed.Value, new Reader())(new Row("row", fields));
    }

    internal sealed class Reader : FieldReader<Row>
    {
        public override bool TryGetNumber(Row item, Field field, out double value)
        {
            var found = item.Find(field) as double?;
            value = found ?? 0;
            return found is not null;
        }

        public override bool TryGetString(Row item, Field field, [NotNullWhen(true)] out string? value) =>
            (value = item.Find(field) as string) is not null;
    }

    private object? Find(Field field)
    {
        var prefix = field.Kind == FieldKind.Attribute ? "" : $"{field.Kind.ToString().ToLowerInvariant()}s.";
        var name = prefix + field.Key;
        return name == "run_id" ? id : fields.FirstOrDefault(pair => pair.Name == name).Value;
    }
}
