using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Traces;

/// <summary>One value of a field of a trace, which may have several: a trace has many spans and assessments.</summary>
/// <param name="String">The value as a string; every value has one.</param>
/// <param name="Number">The value as a number, if it is one.</param>
internal readonly record struct FieldValue(string String, double? Number = null)
{
    public static FieldValue From(double number) => new(number.ToString("R", CultureInfo.InvariantCulture), number);

    public static FieldValue From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new(json.GetString()!),
        JsonValueKind.Number => new(json.GetRawText(), json.GetDouble()),
        JsonValueKind.True => new("true", 1),
        JsonValueKind.False => new("false", 0),
        _ => new(json.GetRawText()),
    };

    /// <summary>Lets a filter test a single value.</summary>
    public sealed class Reader : FieldReader<FieldValue>
    {
        public override bool TryGetNumber(FieldValue item, Field field, out double value)
        {
            value = item.Number ?? 0;
            return item.Number is not null;
        }

        public override bool TryGetString(FieldValue item, Field field, [NotNullWhen(true)] out string? value)
        {
            value = item.String;
            return true;
        }
    }
}
