using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// A pool of short strings that many documents have, such as the keys of params, so that each is in memory once. A
/// string replaces another one in the slot of its hash. So the pool has a fixed size and needs no lock; a replaced
/// string may be in memory twice.
/// </summary>
internal static class SharedText
{
    private const int LengthMax = 48;
    private const int Places = 16_384;
    private static readonly string?[] Pool = new string?[Places];

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        if (text is null || text.Length > LengthMax) return text;
        ref var place = ref PlaceOf(text);
        var known = Volatile.Read(ref place);
        if (text == known) return known;
        Volatile.Write(ref place, text);
        return text;
    }

    /// <summary>Reads the current string or property name of a JSON reader.</summary>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            || reader.ValueSpan.Length > LengthMax)
            return reader.GetString();
        Span<char> characters = stackalloc char[LengthMax];
        ReadOnlySpan<char> read = characters[..reader.CopyString(characters)];
        ref var place = ref PlaceOf(read);
        var known = Volatile.Read(ref place);
        if (known is not null && read.SequenceEqual(known)) return known;
        var text = read.ToString();
        Volatile.Write(ref place, text);
        return text;
    }

    private static ref string? PlaceOf(ReadOnlySpan<char> text) =>
        ref Pool[string.GetHashCode(text) & (Places - 1)];
}
