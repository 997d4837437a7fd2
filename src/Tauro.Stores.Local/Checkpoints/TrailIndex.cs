using System.Buffers.Binary;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// The index of a file of the trail: <c>TAUROTRX</c>, version (u32), number of items (u32), and the items in the order
/// of key and offset: key (u64), offset (u32), length (u32); little-endian.
/// </summary>
internal static class TrailIndex
{
    private const int HeaderBytes = 16;
    private const int ItemBytes = 16;
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "TAUROTRX"u8;

    /// <returns>The number of items.</returns>
    public static long Write(Stream stream, List<TrailIndexItem> items)
    {
        items.Sort((x, y) => x.Key != y.Key ? x.Key.CompareTo(y.Key) : x.Offset.CompareTo(y.Offset));
        Span<byte> bytes = stackalloc byte[HeaderBytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], items.Count);
        stream.Write(bytes);
        foreach (var (key, offset, length) in items)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, key);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], offset);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], length);
            stream.Write(bytes);
        }

        return items.Count;
    }

    /// <exception cref="StorageCorruptException">The file is missing or was changed.</exception>
    public static List<TrailIndexItem> ReadAll(Disk disk, ManifestFile entry)
    {
        SegmentFile.Check(disk, entry);
        using var file = Open(disk, entry);
        return Read(file, 0, (int)entry.Items);
    }

    /// <summary>Returns the items of a key in the order of the file, without reading all others.</summary>
    public static List<TrailIndexItem> Find(Disk disk, ManifestFile entry, ulong key)
    {
        using var file = Open(disk, entry);
        var first = CountBefore(file, (int)entry.Items, key, orEqual: false);
        var end = CountBefore(file, (int)entry.Items, key, orEqual: true);
        return Read(file, first, end - first);
    }

    /// <summary>Returns how many items have a smaller key, or also the same one.</summary>
    private static int CountBefore(DiskFile file, int count, ulong key, bool orEqual)
    {
        var (low, high) = (0, count);
        Span<byte> found = stackalloc byte[sizeof(ulong)];
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            file.Read(found, HeaderBytes + ((long)middle * ItemBytes));
            var at = BinaryPrimitives.ReadUInt64LittleEndian(found);
            if (at < key || (orEqual && at == key)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static List<TrailIndexItem> Read(DiskFile file, int first, int count)
    {
        var bytes = new byte[count * ItemBytes];
        file.Read(bytes, HeaderBytes + ((long)first * ItemBytes));
        var items = new List<TrailIndexItem>(count);
        for (var at = 0; at < bytes.Length; at += ItemBytes)
        {
            items.Add(new TrailIndexItem(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12))));
        }

        return items;
    }

    private static DiskFile Open(Disk disk, ManifestFile entry)
    {
        var file = SegmentFile.Open(disk, entry);
        try
        {
            Span<byte> header = stackalloc byte[HeaderBytes];
            if (file.Read(header, 0) == HeaderBytes && header[..8].SequenceEqual(Magic)
                && BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) == Version
                && BinaryPrimitives.ReadInt32LittleEndian(header[12..]) == entry.Items
                && entry.Bytes == HeaderBytes + (entry.Items * ItemBytes)) return file;
            throw SegmentFile.Damaged(disk, entry, "is not an index of the trail");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
