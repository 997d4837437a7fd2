using System.Buffers;

namespace Tauro.Stores.Local.State;

/// <summary>A buffer for one change after another. What a large one needed is given back.</summary>
internal sealed class ReusedBuffer : IBufferWriter<byte>
{
    private const int InitialBytes = 4_096;
    private const int KeptBytes = 1 << 20;
    private ArrayBufferWriter<byte> content = new(InitialBytes);

    public ReadOnlySpan<byte> Written => content.WrittenSpan;

    /// <summary>The bytes that it has taken from memory.</summary>
    public int Capacity => content.Capacity;

    public void Clear()
    {
        if (content.Capacity > KeptBytes) content = new ArrayBufferWriter<byte>(InitialBytes);
        else content.ResetWrittenCount();
    }

    public void Advance(int count) => content.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => content.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => content.GetSpan(sizeHint);
}
