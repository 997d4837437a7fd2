using System.Buffers.Binary;
using System.Text;

namespace Tauro.Mlflow.Tests.Tracking.Traces;

/// <summary>Writes protobuf without the production code, so that the reader is tested independently.</summary>
internal static class OtlpRequest
{
    public static byte[] Block(int field, params byte[][] parts)
    {
        var content = parts.SelectMany(part => part).ToArray();
        return [.. Varint((ulong)((field << 3) | 2)), .. Varint((ulong)content.Length), .. content];
    }

    public static byte[] Text(int field, string text) => Block(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Whole(int field, ulong value) => [.. Varint((ulong)(field << 3)), .. Varint(value)];

    public static byte[] Fixed(int field, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Varint((ulong)((field << 3) | 1)), .. bytes];
    }

    public static byte[] Attribute(string key, byte[] value) => Block(9, Text(1, key), Block(2, value));

    /// <summary>Creates a request with spans in one resource and scope.</summary>
    public static byte[] Of(params byte[][] spans) =>
        Block(1, Block(1, Text(99, "ignored")), Block(2, [.. spans.Select(span => Block(2, span))]));

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
