using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Tauro.Contracts.Json;
using Tauro.ServiceDefaults.Bodies;

namespace Tauro.Mlflow;

/// <summary>
/// Parses JSON as Python does: <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> need no quotes. Old clients send a JSON
/// string that contains the JSON object.
/// </summary>
public static class MlflowJson
{
    private static readonly JsonElement Empty = JsonSerializer.SerializeToElement(new Dictionary<string, string>());

    private const int PathMax = 200;

    private static readonly byte[][] BareNumbers = ["NaN"u8.ToArray(), "-Infinity"u8.ToArray(), "Infinity"u8.ToArray()];

    /// <summary>Returns the object of a body; an empty object when there is none.</summary>
    /// <exception cref="MlflowException">A string in it is not Unicode.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> body)
    {
        var root = ReadStrings(body);
        if (root.ValueKind == JsonValueKind.String) root = ReadStrings(Encoding.UTF8.GetBytes(root.GetString()!));
        return root.ValueKind == JsonValueKind.Object ? root : Empty;
    }

    // All strings are checked here, once: any code may then read any of them.
    private static JsonElement ReadStrings(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
            throw MlflowException.Invalid("The request body is not valid UTF-8. Encode it as UTF-8.");
        if (JsonSize.IsExceeded(body.Span)) throw MlflowException.Invalid(JsonSize.TooManyValues);
        var root = TryParse(body) ?? Empty;
        if (!HasSurrogate(body.Span) || StrictJson.FindHalfPair(root) is not { } path) return root;
        throw MlflowException.Invalid(
            $"Invalid value for parameter '{(path.Length <= PathMax ? path : path[..PathMax])}' supplied: it contains "
            + "half a surrogate pair, which is not a character. Send both halves, or neither.");
    }

    private static bool HasSurrogate(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf("\\u"u8) is var at and >= 0)
        {
            json = json[(at + 2)..];
            if (json is [(byte)'d' or (byte)'D', (byte)'8' or (byte)'9' or >= (byte)'A', ..]) return true;
        }

        return false;
    }

    /// <summary>Puts quotes around bare NaN and infinities; returns null when there are none.</summary>
    public static byte[]? QuoteNonFinite(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0) return null;
        var quoted = new List<byte>(json.Length + 32);
        var (inString, found) = (false, false);
        for (var i = 0; i < json.Length; i++)
        {
            if (inString && json[i] == '\\' && i + 1 < json.Length) quoted.Add(json[i++]);
            else if (json[i] == '"') inString = !inString;
            else if (!inString && BareAt(json[i..]) is { } bare)
            {
                quoted.Add((byte)'"');
                quoted.AddRange(bare);
                quoted.Add((byte)'"');
                i += bare.Length - 1;
                found = true;
                continue;
            }

            quoted.Add(json[i]);
        }

        return found ? [.. quoted] : null;
    }

    private static byte[]? BareAt(ReadOnlySpan<byte> json)
    {
        foreach (var bare in BareNumbers)
            if (json.StartsWith(bare)) return bare;
        return null;
    }

    private static JsonElement? TryParse(ReadOnlyMemory<byte> json) =>
        TryParseStrict(json) ?? (QuoteNonFinite(json.Span) is { } quoted ? TryParseStrict(quoted) : null);

    private static JsonElement? TryParseStrict(ReadOnlyMemory<byte> json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            // A long body is neither copied nor given to a pool: its array and its document are freed with the request.
            if (json.Length > CompleteBody.PooledBytesMax) return document.RootElement;
            using (document) return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
