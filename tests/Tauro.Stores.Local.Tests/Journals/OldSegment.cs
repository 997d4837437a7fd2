using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Tests.Journals;

/// <summary>Writes segments of format 1, as stores did before format 2.</summary>
internal static class OldSegment
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;

    /// <returns>The bytes, and the offset of the second frame.</returns>
    public static (byte[] Bytes, int SecondFrame) Write(long first, params byte[][] payloads)
    {
        var header = new byte[HeaderBytes];
        "TAUROJNL"u8.CopyTo(header);
        header[8] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), first);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), XxHash3.HashToUInt64(header.AsSpan(0, 24)));
        List<byte> bytes = [.. header];
        foreach (var (index, payload) in payloads.Index())
        {
            var frame = new byte[FrameHeaderBytes];
            BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), XxHash3.HashToUInt64(payload, first + index));
            BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(16), first + index);
            bytes.AddRange([.. frame, .. payload]);
        }

        return ([.. bytes], HeaderBytes + FrameHeaderBytes + payloads[0].Length);
    }
}
