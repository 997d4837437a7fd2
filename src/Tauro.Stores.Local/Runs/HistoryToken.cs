using System.Buffers.Binary;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Runs;

/// <summary>The last point of a page: the next one goes on behind it, whatever was logged in between.</summary>
internal static class HistoryToken
{
    private const int Bytes = 24;

    public static string Write(MetricValue last)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, last.Step);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], last.Timestamp);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[16..], last.Value);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Null when the text is not a token.</summary>
    public static MetricValue? TryRead(string token)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Convert.TryFromBase64String(token, bytes, out var count) || count != Bytes) return null;
        return new MetricValue(
            BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[16..]));
    }
}
