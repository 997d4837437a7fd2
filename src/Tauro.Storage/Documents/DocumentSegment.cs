using System.Text.Json;

namespace Tauro.Storage.Documents;

/// <summary>A JSON Lines file of documents: one a line, removals as <c>{"_removed": key}</c>, each key once.</summary>
internal static class DocumentSegment
{
    public static void Write(Stream stream, IEnumerable<byte[]> lines)
    {
        foreach (var line in lines)
        {
            stream.Write(line);
            stream.WriteByte((byte)'\n');
        }
    }

    public static void Load(ReadOnlySpan<byte> bytes, DocumentTable table)
    {
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (line.IsEmpty) continue;
            if (line.StartsWith("{\"_removed\":"u8)) table.LoadRemoval(RemovedKey(line));
            else table.Load(line);
        }
    }

    private static string RemovedKey(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        }

        throw new StorageCorruptException("A stored removal names no key.");
    }
}
