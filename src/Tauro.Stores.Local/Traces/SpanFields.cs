using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Traces;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Traces;

/// <summary>The fields of a span, for search.</summary>
internal sealed class SpanFields : FieldReader<Span>
{
    private const string AttributePrefix = "attributes.";

    // A space follows each comma and colon in the content, as in MLflow, so that a pattern may contain both.
    private static readonly JsonWriterOptions OneMemberPerLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, IndentSize = 0, NewLine = "\n",
    };

    private (SpanContent? Of, string Json) latest = (null, "");

    /// <summary>Whether a filter consists of conditions that one span can fulfil.</summary>
    public static bool IsOfOneSpan(Filter filter) => filter switch
    {
        Filter.And and => IsOfOneSpan(and.Left) && IsOfOneSpan(and.Right),
        Filter.Or or => IsOfOneSpan(or.Left) && IsOfOneSpan(or.Right),
        Filter.Compare compare => compare.Field.Kind == FieldKind.Span,
        Filter.In item => item.Field.Kind == FieldKind.Span,
        Filter.Between between => between.Field.Kind == FieldKind.Span,
        Filter.IsNull isNull => isNull.Negated && isNull.Field.Kind == FieldKind.Span,
        _ => false,
    };

    /// <summary>Compiles such a filter.</summary>
    public Func<Span, bool> Compile(Filter filter, StringTests strings)
    {
        switch (filter)
        {
            case Filter.And and:
                var (first, second) = (Compile(and.Left, strings), Compile(and.Right, strings));
                return span => first(span) && second(span);
            case Filter.Or or:
                var (left, right) = (Compile(or.Left, strings), Compile(or.Right, strings));
                return span => left(span) || right(span);
            default:
                var test = FilterEvaluator.Compile(filter, this, strings);
                return Required(filter) is { IsEmpty: false } required
                    ? span => required.FindIn(span.Content) is { } plain && test(span with { Content = plain })
                    : test;
        }
    }

    public override bool TryGetNumber(Span item, Field field, out double value)
    {
        value = 0;
        return false;
    }

    public override bool TryGetString(Span item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = field.Key switch
        {
            "name" => item.Name,
            "type" => item.Type,
            "status" => item.Status,
            "content" => Content(item.Content),
            _ => item.Content.Attributes().GetValueOrDefault(field.Key[AttributePrefix.Length..]),
        };
        return value is not null;
    }

    /// <summary>Returns what a span's content needs to fulfil a comparison; null for other fields.</summary>
    private static RequiredWords? Required(Filter filter) =>
        filter is Filter.Compare { Field.Key: var key } compare
        && (key == "content" || key.StartsWith(AttributePrefix, StringComparison.Ordinal))
            ? new RequiredWords(FixedParts.Get(filter), compare.Operator == CompareOperator.ILike)
            : null;

    /// <summary>Returns the content in MLflow's form. Several conditions may test the content of one span.</summary>
    private string Content(SpanContent content)
    {
        if (ReferenceEquals(latest.Of, content)) return latest.Json;
        var bytes = new ArrayBufferWriter<byte>(2 * content.Length);
        using (var json = new Utf8JsonWriter(bytes, OneMemberPerLine)) content.WriteFile(json);
        // JSON has no line break within a string.
        var value = Encoding.UTF8.GetString(bytes.WrittenSpan).Replace('\n', ' ');
        latest = (content, value);
        return value;
    }
}
