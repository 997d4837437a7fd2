namespace Tauro.Stores.Local.Tables;

/// <summary>Where the stored form of a document is.</summary>
/// <param name="File">The number of the file in its <see cref="DocumentFiles"/>, from 1.</param>
/// <param name="Offset">The first byte of the line.</param>
/// <param name="Length">The bytes of the line, without its end.</param>
/// <param name="Checksum">The lower half of the line's XXH3.</param>
internal readonly record struct StoredLocation(int File, long Offset, int Length, uint Checksum)
{
    private const int OffsetBits = 40;

    /// <summary>The file and the offset, which are different for each line; 0 for no location.</summary>
    public long Position => ((long)File << OffsetBits) | Offset;

    /// <summary>The length and the checksum.</summary>
    public long Content => ((long)Length << 32) | Checksum;

    public static StoredLocation From(long position, long content) => new(
        (int)(position >> OffsetBits), position & ((1L << OffsetBits) - 1), (int)(content >> 32), (uint)content);
}
