using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// The header of a frame. One frame is one batch, so one checksum decides whether the batch was written completely:
/// <c>u32 payload length · u32 zero · u64 XXH3 of (sequence, payload) · u64 sequence</c>, little-endian.
/// </summary>
internal readonly record struct Frame(int Length, ulong Checksum, long Sequence)
{
    public const int HeaderBytes = 24;
    public const int PayloadBytesMax = 64 << 20;

    public static void Write(Span<byte> frame, long sequence, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], 0);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[8..], ChecksumOf(sequence, payload));
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], sequence);
    }

    /// <summary>
    /// Reads a header. Returns false when the bytes cannot be one; <see cref="Matches"/> checks the payload.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Frame frame)
    {
        frame = default;
        if (bytes.Length < HeaderBytes) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length is <= 0 or > PayloadBytesMax || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != 0)
            return false;
        frame = new Frame(
            length, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
        return true;
    }

    public bool Matches(ReadOnlySpan<byte> payload) => ChecksumOf(Sequence, payload) == Checksum;

    private static ulong ChecksumOf(long sequence, ReadOnlySpan<byte> payload) =>
        XxHash3.HashToUInt64(payload, sequence);
}
