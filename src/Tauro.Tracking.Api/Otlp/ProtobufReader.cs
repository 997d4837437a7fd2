using System.Buffers.Binary;
using System.Text;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>
/// Reads one protobuf message, field by field. Every length is checked against the remaining bytes, so a message can't
/// make it read or allocate more than was sent.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int VarintBytesMax = 10;
    private ReadOnlySpan<byte> rest = message;
    private int wireType;

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Moves to the next field; returns false at the end.</summary>
    public bool Next()
    {
        if (rest.IsEmpty) return false;
        var tag = RawVarint();
        (Field, wireType) = ((int)(tag >> 3), (int)(tag & 7));
        return Field > 0 ? true : throw new OtlpFormatException("A field has the number 0.");
    }

    public ulong Varint()
    {
        Expect(0);
        return RawVarint();
    }

    public ulong Fixed64()
    {
        Expect(1);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    public ReadOnlySpan<byte> Bytes()
    {
        Expect(2);
        return Block();
    }

    public string String() => Encoding.UTF8.GetString(Bytes());

    public void Skip()
    {
        switch (wireType)
        {
            case 0: RawVarint(); break;
            case 1: Take(8); break;
            case 2: Block(); break;
            case 5: Take(4); break;
            default: throw new OtlpFormatException($"Field {Field} has the wire type {wireType}.");
        }
    }

    private void Expect(int type)
    {
        if (wireType != type) throw new OtlpFormatException(
            $"Field {Field} has the wire type {wireType} instead of {type}.");
    }

    private ReadOnlySpan<byte> Block()
    {
        var length = RawVarint();
        return length <= (ulong)rest.Length
            ? Take((int)length)
            : throw new OtlpFormatException($"Field {Field} extends beyond the end of the message.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length) throw new OtlpFormatException($"Field {Field} extends beyond the end of the message.");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private ulong RawVarint()
    {
        ulong value = 0;
        for (var i = 0; i < VarintBytesMax; i++)
        {
            var item = Take(1)[0];
            value |= (ulong)(item & 0x7f) << (7 * i);
            if (item < 0x80) return value;
        }

        throw new OtlpFormatException("A varint has more than 10 bytes.");
    }
}
