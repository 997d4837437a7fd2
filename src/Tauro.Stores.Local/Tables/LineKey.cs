using System.Text;
using System.Text.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>Reads the key of a stored document without the rest of it.</summary>
internal static class LineKey
{
    /// <param name="json">The document.</param>
    /// <param name="members">The members whose values, joined with a slash, are the key.</param>
    /// <exception cref="StorageCorruptException">The document has no such members.</exception>
    public static string Read(ReadOnlySpan<byte> json, IReadOnlyList<string> members)
    {
        var values = new string?[members.Count];
        var left = members.Count;
        try
        {
            var reader = new Utf8JsonReader(json);
            for (reader.Read(); left > 0 && reader.Read() && reader.TokenType == JsonTokenType.PropertyName;)
            {
                var i = 0;
                while (i < members.Count && !reader.ValueTextEquals(members[i])) i++;
                if (i == members.Count)
                {
                    reader.Skip();
                    continue;
                }

                reader.Read();
                values[i] = reader.TokenType == JsonTokenType.Number
                    ? Encoding.UTF8.GetString(reader.ValueSpan)
                    : reader.GetString();
                left--;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new StorageCorruptException($"A stored document cannot be read: {e.Message}", e);
        }

        return left == 0
            ? string.Join('/', values)
            : throw new StorageCorruptException($"A stored document has no {string.Join(" or no ", members)}.");
    }
}
