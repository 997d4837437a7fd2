using System.Diagnostics.CodeAnalysis;

namespace Tauro.Stores.Filters;

/// <summary>Lets a filter test a single value.</summary>
internal sealed class LiteralReader : FieldReader<Literal>
{
    public static LiteralReader Instance { get; } = new();

    public override bool TryGetNumber(Literal item, Field field, out double value)
    {
        value = item.Number;
        return item.String is null;
    }

    public override bool TryGetString(Literal item, Field field, [NotNullWhen(true)] out string? value) =>
        (value = item.String) is not null;
}
