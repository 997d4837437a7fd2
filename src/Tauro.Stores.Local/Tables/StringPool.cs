using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// A pool of short strings that many documents have, such as the keys of params, so that each is in memory once. A
/// string replaces another one in the slot of its hash. So the pool has a fixed size and needs no lock; a replaced
/// string may be in memory twice.
/// </summary>
internal static class StringPool
{
    private const int LengthMax = 48;
    private const int SlotCount = 16_384;
    private static readonly string?[] Slots = new string?[SlotCount];

    [return: NotNullIfNotNull(nameof(value))]
    public static string? Intern(string? value)
    {
        if (value is null || value.Length > LengthMax) return value;
        ref var slot = ref GetSlot(value);
        var known = Volatile.Read(ref slot);
        if (value == known) return known;
        Volatile.Write(ref slot, value);
        return value;
    }

    /// <summary>Reads the current string or property name of a JSON reader.</summary>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            || reader.ValueSpan.Length > LengthMax)
            return reader.GetString();
        Span<char> characters = stackalloc char[LengthMax];
        ReadOnlySpan<char> read = characters[..reader.CopyString(characters)];
        ref var slot = ref GetSlot(read);
        var known = Volatile.Read(ref slot);
        if (known is not null && read.SequenceEqual(known)) return known;
        var value = read.ToString();
        Volatile.Write(ref slot, value);
        return value;
    }

    private static ref string? GetSlot(ReadOnlySpan<char> value) =>
        ref Slots[string.GetHashCode(value) & (SlotCount - 1)];
}
