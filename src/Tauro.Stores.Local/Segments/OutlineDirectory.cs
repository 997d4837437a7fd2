namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Where a segment's outlines are. They follow each other behind the row groups, outside of Parquet's footer, which is
/// kept in memory for every open segment: an outline is read when a chart asks for it, and this alone stays.
/// </summary>
internal static class OutlineDirectory
{
    private const byte Version = 1;

    public static string Encode(IReadOnlyList<(SeriesKey Series, SegmentSpan Span)> outlines)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        foreach (var (series, span) in outlines)
        {
            writer.Write(series.RunId);
            writer.Write(series.Key);
            writer.Write(span.Length);
            writer.Write(span.Hash);
        }

        writer.Flush();
        return Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>
    /// None of a version that a later Tauro writes: an outline is a shortcut, and its points are there without it.
    /// </summary>
    /// <param name="text">Null when there is none.</param>
    /// <param name="start">The first byte behind the row groups.</param>
    /// <exception cref="FormatException">The text is not base64.</exception>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    public static Dictionary<SeriesKey, SegmentSpan> Decode(string? text, long start)
    {
        var outlines = new Dictionary<SeriesKey, SegmentSpan>();
        if (text is null) return outlines;
        var bytes = Convert.FromBase64String(text);
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadByte() != Version) return outlines;
        while (reader.BaseStream.Position < bytes.Length)
        {
            var series = new SeriesKey(reader.ReadString(), reader.ReadString());
            var span = new SegmentSpan(start, reader.ReadInt64(), reader.ReadUInt64());
            outlines[series] = span;
            start = span.End;
        }

        return outlines;
    }
}
