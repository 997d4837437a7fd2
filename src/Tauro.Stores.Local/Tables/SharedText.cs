using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// Short texts that many documents have, such as the keys of params: kept once for all. There is a place for each hash:
/// a text takes it from another, which is then kept twice, so that the pool is bounded and asks for no lock.
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

    /// <summary>The text that a reader stands at.</summary>
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
