using System.Text;
using System.Text.Json;

namespace Tauro.Contracts.Json;

/// <summary>
/// JSON that means the same to every reader: without duplicate members, and without halves of surrogate pairs. JSON can
/// contain such a half as an escape, but it is not a character and has no UTF-8 form, so reading it throws.
/// </summary>
public static class StrictJson
{
    private const int DepthMax = 64;

    /// <summary>Parses JSON.</summary>
    /// <exception cref="JsonException">It is invalid, or would mean different things to different readers.</exception>
    public static JsonElement Parse(string json, int depthMax = DepthMax) =>
        Parse(Encoding.UTF8.GetBytes(json), depthMax);

    /// <inheritdoc cref="Parse(string, int)"/>
    /// <param name="json">The element refers to this memory.</param>
    /// <param name="depthMax">The most levels.</param>
    public static JsonElement Parse(ReadOnlyMemory<byte> json, int depthMax = DepthMax)
    {
        var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = depthMax };
        try
        {
            // Not disposed: the element needs it, and a copy of large JSON would cost more than the pool saves.
            var root = JsonDocument.Parse(json, options).RootElement;
            return FindHalfPair(root) is { } path
                ? throw new JsonException($"The string at '{path}' contains half a surrogate pair.")
                : root;
        }
        catch (InvalidOperationException e)
        {
            // The parser reads the names of members to compare them.
            throw new JsonException("The name of a member contains half a surrogate pair.", e);
        }
    }

    /// <summary>
    /// Returns the path of the first string with half a surrogate pair, such as <c>tags[0].value</c>; for the name of a
    /// member, the path of its object. Null when there is none.
    /// </summary>
    public static string? FindHalfPair(JsonElement json) => Find(json)?.TrimStart('.');

    private static string? Find(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => IsReadable(json, static value => value.GetString()) ? null : "",
        JsonValueKind.Array => FindIn(json.EnumerateArray()),
        JsonValueKind.Object => FindIn(json.EnumerateObject()),
        _ => null,
    };

    private static string? FindIn(JsonElement.ArrayEnumerator items)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (Find(item) is { } below) return $"[{index}]{below}";
            index++;
        }

        return null;
    }

    private static string? FindIn(JsonElement.ObjectEnumerator members)
    {
        foreach (var member in members)
        {
            if (!IsReadable(member, static value => value.Name)) return "";
            if (Find(member.Value) is { } below) return $".{member.Name}{below}";
        }

        return null;
    }

    private static bool IsReadable<T>(T value, Func<T, string?> read)
    {
        try
        {
            read(value);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
