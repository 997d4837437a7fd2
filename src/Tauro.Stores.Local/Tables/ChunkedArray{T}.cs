namespace Tauro.Stores.Local.Tables;

/// <summary>
/// An array that grows without moving its elements, so that readers of other threads always see them. One thread grows
/// it.
/// </summary>
internal sealed class ChunkedArray<T>
{
    public const int ChunkLength = 1 << ChunkBits;

    private const int ChunkBits = 12;
    private static readonly T[] Freed = new T[ChunkLength];
    private T[]?[] chunks = [];

    public ref T this[int index] => ref Volatile.Read(ref chunks)[index >> ChunkBits]![index & (ChunkLength - 1)];

    /// <summary>Ensures that there is an element at an index.</summary>
    public void Grow(int index)
    {
        var chunk = index >> ChunkBits;
        if (chunk >= chunks.Length)
        {
            var grown = new T[]?[Math.Max(chunk + 1, chunks.Length * 2)];
            chunks.CopyTo(grown, 0);
            Volatile.Write(ref chunks, grown);
        }

        if (chunks[chunk] is null) Volatile.Write(ref chunks[chunk], new T[ChunkLength]);
    }

    /// <summary>
    /// Frees the memory of the element at an index and of the others in its chunk. Readers then see default values;
    /// nothing must be written to them anymore.
    /// </summary>
    public void Free(int index) => Volatile.Write(ref chunks[index >> ChunkBits], Freed);
}
