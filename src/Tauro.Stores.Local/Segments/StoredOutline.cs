using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Encodes outlines as they are stored in segments, see <c>docs/internals/storage-format.md</c>. Steps and times are
/// differences from the previous point. A point of a cell that is also its first or last takes two bits.
/// </summary>
internal static class StoredOutline
{
    private const int ShiftMax = 62;

    public static byte[] Encode(SeriesOutline outline)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var (shift, cells) = outline.Cells();
        writer.Write((byte)shift);
        writer.Write7BitEncodedInt64(outline.Added);
        writer.Write7BitEncodedInt(cells.Length);
        var before = default(MetricValue);
        foreach (var cell in cells) Write(writer, cell, ref before);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not an outline.</exception>
    /// <exception cref="EndOfStreamException">The bytes are truncated.</exception>
    /// <exception cref="FormatException">A number is malformed.</exception>
    public static SeriesOutline Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var shift = reader.ReadByte();
        var points = reader.Read7BitEncodedInt64();
        var count = reader.Read7BitEncodedInt();
        if (shift > ShiftMax || count is < 0 or > SeriesOutline.CellsMax)
            throw new InvalidDataException($"An outline has {count} cells of 2^{shift} steps.");
        var cells = new OutlineCell[count];
        var before = default(MetricValue);
        for (var i = 0; i < count; i++)
        {
            cells[i] = Read(reader, shift, ref before);
            if (i > 0 && cells[i].Index <= cells[i - 1].Index)
                throw new InvalidDataException($"Cell {i} of an outline is out of order.");
        }

        if (reader.BaseStream.Position != bytes.Length)
            throw new InvalidDataException($"An outline of {count} cells has extra bytes at its end.");
        return SeriesOutline.FromCells(shift, points, cells);
    }

    private static void Write(BinaryWriter writer, in OutlineCell cell, ref MetricValue before)
    {
        var last = Kind(cell.Last, cell);
        var (least, greatest, notNumber) =
            (Kind(cell.Min, cell), Kind(cell.Max, cell), Kind(cell.FirstNaN, cell));
        writer.Write((byte)((int)least | (int)greatest << 2 | (int)notNumber << 4 | (last == Same.First ? 0 : 1 << 6)));
        Write(writer, cell.First, ref before);
        if (last != Same.First) Write(writer, cell.Last, ref before);
        if (least == Same.Neither) Write(writer, cell.Min!.Value, ref before);
        if (greatest == Same.Neither) Write(writer, cell.Max!.Value, ref before);
        if (notNumber == Same.Neither) Write(writer, cell.FirstNaN!.Value, ref before);
    }

    private static OutlineCell Read(BinaryReader reader, int shift, ref MetricValue before)
    {
        int kinds = reader.ReadByte();
        if (kinds >> 7 != 0) throw new InvalidDataException($"A cell of an outline has the invalid flags {kinds}.");
        var first = ReadPoint(reader, ref before);
        var last = kinds >> 6 == 0 ? first : ReadPoint(reader, ref before);
        var least = Read(reader, (Same)(kinds & 3), first, last, ref before);
        var greatest = Read(reader, (Same)(kinds >> 2 & 3), first, last, ref before);
        var notNumber = Read(reader, (Same)(kinds >> 4 & 3), first, last, ref before);
        return new OutlineCell(first.Step >> shift, first, last, least, greatest, notNumber);
    }

    private static MetricValue? Read(
        BinaryReader reader, Same same, MetricValue first, MetricValue last, ref MetricValue before) => same switch
        {
            Same.None => null,
            Same.First => first,
            Same.Last => last,
            _ => ReadPoint(reader, ref before),
        };

    private static void Write(BinaryWriter writer, MetricValue point, ref MetricValue before)
    {
        writer.Write7BitEncodedInt64(Zigzag(unchecked(point.Step - before.Step)));
        writer.Write7BitEncodedInt64(Zigzag(unchecked(point.Timestamp - before.Timestamp)));
        writer.Write(point.Value);
        before = point;
    }

    private static MetricValue ReadPoint(BinaryReader reader, ref MetricValue before)
    {
        var step = unchecked(before.Step + Unzigzag(reader.Read7BitEncodedInt64()));
        var timestamp = unchecked(before.Timestamp + Unzigzag(reader.Read7BitEncodedInt64()));
        return before = new MetricValue(step, timestamp, reader.ReadDouble());
    }

    private static long Zigzag(long number) => number << 1 ^ number >> 63;

    private static long Unzigzag(long number) => number >>> 1 ^ -(number & 1);

    private static Same Kind(MetricValue? point, in OutlineCell cell) =>
        point is not { } value ? Same.None
        : PointOrder.Instance.Compare(value, cell.First) == 0 ? Same.First
        : PointOrder.Instance.Compare(value, cell.Last) == 0 ? Same.Last
        : Same.Neither;

    private enum Same
    {
        None,
        First,
        Last,
        Neither,
    }
}
