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

    public static byte[] Utf8(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Number(int field, ulong value) => [.. Varint((ulong)(field << 3)), .. Varint(value)];

    public static byte[] Fixed(int field, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Varint((ulong)((field << 3) | 1)), .. bytes];
    }

    public static byte[] Attribute(string key, byte[] value) => Block(9, Utf8(1, key), Block(2, value));

    /// <summary>Creates a request with spans in one resource and scope.</summary>
    public static byte[] Create(params byte[][] spans) =>
        Block(1, Block(1, Utf8(99, "ignored")), Block(2, [.. spans.Select(span => Block(2, span))]));

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
