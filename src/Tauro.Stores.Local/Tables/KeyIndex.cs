using System.Runtime.InteropServices;
using System.Text;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// Numbers the keys of a table: 0, 1, 2 and so on. A key takes its length and about 25 bytes in a few large arrays, so
/// millions of keys cost the garbage collector nothing. One thread adds and removes; any thread may read.
/// </summary>
/// <remarks>
/// A number is not used again. The memory of removed keys is freed in chunks, when all keys of one are removed: mostly
/// the oldest keys are removed, or many that were added together.
/// </remarks>
internal sealed class KeyIndex
{
    public const int Missing = -1;

    private const int ChunkLength = ChunkedArray<int>.ChunkLength;
    private const int Removed = -2;
    private const int BlockBits = 20;
    private const int LengthBytes = sizeof(int);

    // What a reader sees that finds a number before its key is removed. Not more than one for all indexes.
    private static readonly Lazy<byte[]> FreedBlock = new(() => new byte[1 << BlockBits]);

    private readonly ChunkedArray<int> hashes = new();
    private readonly ChunkedArray<long> positions = new();
    private readonly ChunkedArray<byte[]> blocks = new();
    private readonly List<int> liveInChunks = [];
    private readonly List<int> liveInBlocks = [];
    private int[] buckets = NewBuckets(16);
    private int usedBuckets;
    private int block = -1;
    private int blockUsed;
    private int next;
    private int count;

    /// <summary>The number of keys.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>One more than the greatest number.</summary>
    public int End => Volatile.Read(ref next);

    /// <summary>Returns the number of a key, or <see cref="Missing"/>.</summary>
    public int Find(ReadOnlySpan<char> key)
    {
        var hash = string.GetHashCode(key);
        var all = Volatile.Read(ref buckets);
        for (var at = hash & (all.Length - 1); ; at = (at + 1) & (all.Length - 1))
        {
            var number = Volatile.Read(ref all[at]);
            if (number == Missing) return Missing;
            if (number >= 0 && hashes[number] == hash && IsAt(number, key)) return number;
        }
    }

    /// <summary>Returns a key by its number.</summary>
    public string KeyAt(int number)
    {
        var bytes = BytesAt(number, out var isAscii);
        return isAscii ? Encoding.ASCII.GetString(bytes) : new string(MemoryMarshal.Cast<byte, char>(bytes));
    }

    /// <summary>Adds a key that is not in the index.</summary>
    public int Add(string key)
    {
        if ((usedBuckets + 1) * 4L > buckets.Length * 3L) Grow();
        var number = next;
        hashes.Grow(number);
        positions.Grow(number);
        (hashes[number], positions[number]) = (string.GetHashCode(key.AsSpan()), Store(key));
        if (number % ChunkLength == 0) liveInChunks.Add(0);
        liveInChunks[^1]++;

        // Before the bucket, so that a reader that finds the number also finds its key.
        Volatile.Write(ref next, number + 1);
        Volatile.Write(ref count, count + 1);
        Insert(buckets, number);
        return number;
    }

    /// <summary>Removes a key. Returns true if that freed the memory of its number.</summary>
    public bool Remove(string key)
    {
        var number = Find(key);
        if (number == Missing) return false;
        var at = hashes[number] & (buckets.Length - 1);
        while (buckets[at] != number) at = (at + 1) & (buckets.Length - 1);
        Volatile.Write(ref buckets[at], Removed);
        Volatile.Write(ref count, count - 1);
        return Free(number);
    }

    private bool Free(int number)
    {
        var inBlock = (int)(positions[number] >> 32);
        if (--liveInBlocks[inBlock] == 0 && inBlock < block) Volatile.Write(ref blocks[inBlock], FreedBlock.Value);
        var chunk = number / ChunkLength;

        // The last chunk is still filled. If all of its keys are removed before it is full, it is kept.
        if (--liveInChunks[chunk] > 0 || chunk == liveInChunks.Count - 1) return false;
        hashes.Free(number);
        positions.Free(number);
        return true;
    }

    private void Insert(int[] all, int number)
    {
        var at = hashes[number] & (all.Length - 1);
        while (all[at] >= 0 || all[at] == Removed) at = (at + 1) & (all.Length - 1);
        Volatile.Write(ref all[at], number);
        usedBuckets++;
    }

    private void Grow()
    {
        var before = buckets;
        var grown = NewBuckets(Math.Max(16, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * 2 + 2)));
        usedBuckets = 0;
        foreach (var number in before)
            if (number >= 0) Insert(grown, number);
        Volatile.Write(ref buckets, grown);
    }

    private long Store(string key)
    {
        var isAscii = Ascii.IsValid(key);
        var length = isAscii ? key.Length : key.Length * sizeof(char);
        if (block < 0 || blocks[block].Length - blockUsed < LengthBytes + length)
        {
            blocks.Grow(++block);
            blocks[block] = new byte[Math.Max(1 << BlockBits, LengthBytes + length)];
            liveInBlocks.Add(0);
            blockUsed = 0;
        }

        liveInBlocks[block]++;
        var position = ((long)block << 32) | (uint)blockUsed;
        var bytes = blocks[block].AsSpan(blockUsed);
        BitConverter.TryWriteBytes(bytes, isAscii ? length : ~length);
        if (isAscii) Encoding.ASCII.GetBytes(key, bytes[LengthBytes..]);
        else MemoryMarshal.AsBytes(key.AsSpan()).CopyTo(bytes[LengthBytes..]);
        blockUsed += LengthBytes + length;
        return position;
    }

    private bool IsAt(int number, ReadOnlySpan<char> key)
    {
        var bytes = BytesAt(number, out var isAscii);
        return isAscii ? Ascii.Equals(bytes, key) : bytes.SequenceEqual(MemoryMarshal.AsBytes(key));
    }

    private ReadOnlySpan<byte> BytesAt(int number, out bool isAscii)
    {
        var position = positions[number];
        var bytes = blocks[(int)(position >> 32)].AsSpan((int)(uint)position);
        var length = BitConverter.ToInt32(bytes);
        isAscii = length >= 0;
        return bytes.Slice(LengthBytes, isAscii ? length : ~length);
    }

    private static int[] NewBuckets(int count)
    {
        var buckets = new int[count];
        Array.Fill(buckets, Missing);
        return buckets;
    }
}
