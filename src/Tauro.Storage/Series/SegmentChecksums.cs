using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Tauro.Storage.Series;

/// <summary>
/// The checksums of a segment's row groups and one of the bounds that reads prune by: a flipped bit in the footer
/// must not hide rows. Kept in the file's metadata as base64 of little-endian 64-bit numbers, the bounds' last.
/// </summary>
internal static class SegmentChecksums
{
    public static string Encode(IReadOnlyList<ulong> rowGroups, IReadOnlyList<RowGroupBounds> bounds)
    {
        var bytes = new byte[(rowGroups.Count + 1) * sizeof(ulong)];
        for (var i = 0; i < rowGroups.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), rowGroups[i]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(rowGroups.Count * sizeof(ulong)), OfBounds(bounds));
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The row groups' checksums, or null when the text does not fit the bounds.</summary>
    public static ulong[]? Decode(string text, IReadOnlyList<RowGroupBounds> bounds)
    {
        var bytes = new byte[(bounds.Count + 1) * sizeof(ulong)];
        if (!Convert.TryFromBase64String(text, bytes, out var written) || written != bytes.Length) return null;
        var numbers = new ulong[bounds.Count + 1];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)));
        }

        return numbers[^1] == OfBounds(bounds) ? numbers[..^1] : null;
    }

    private static ulong OfBounds(IReadOnlyList<RowGroupBounds> bounds)
    {
        var hash = new XxHash3();
        foreach (var one in bounds)
        {
            Add(hash, one.Rows);
            foreach (var text in (ReadOnlySpan<byte[]?>)[one.MinRun, one.MaxRun, one.MinKey, one.MaxKey])
            {
                Add(hash, text?.Length ?? -1);
                hash.Append(text.AsSpan());
            }

            foreach (var step in (ReadOnlySpan<long?>)[one.MinStep, one.MaxStep])
            {
                Add(hash, step is null ? 0 : 1);
                Add(hash, step ?? 0);
            }
        }

        return hash.GetCurrentHashAsUInt64();
    }

    private static void Add(XxHash3 hash, long number) =>
        hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in number)));
}
