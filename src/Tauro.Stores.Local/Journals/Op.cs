using System.Buffers.Binary;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// One operation in a frame's payload: <c>u8 kind · u8 table · u16 zero · u32 length · bytes</c>, little-endian. There
/// is no padding between operations.
/// </summary>
internal readonly ref struct Op(OpKind kind, TableId table, ReadOnlySpan<byte> bytes)
{
    public const int HeaderBytes = 8;

    public OpKind Kind { get; } = kind;

    public TableId Table { get; } = table;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public static void WriteHeader(Span<byte> header, OpKind kind, TableId table, int length)
    {
        header[0] = (byte)kind;
        header[1] = (byte)table;
        header[2] = header[3] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], length);
    }

    /// <summary>Reads the next operation and advances the payload past it.</summary>
    public static Op Next(ref ReadOnlySpan<byte> payload)
    {
        var length = payload.Length < HeaderBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(payload[4..]);
        if (length < 0 || length > payload.Length - HeaderBytes)
            throw new StorageCorruptException("A journal frame has a malformed operation.");
        var op = new Op((OpKind)payload[0], (TableId)payload[1], payload.Slice(HeaderBytes, length));
        payload = payload[(HeaderBytes + length)..];
        return op;
    }
}
