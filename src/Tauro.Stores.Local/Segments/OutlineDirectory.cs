namespace Tauro.Stores.Local.Segments;

/// <summary>
/// The positions of a segment's outlines. The outlines follow the row groups, outside of the Parquet footer, which is
/// in memory for every open segment. Only this directory stays in memory; an outline is read when a chart needs it.
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
    /// Decodes the directory. Returns no outlines for a version that this build does not know: the points can be read
    /// without them.
    /// </summary>
    /// <param name="value">The base64 string; null when the segment has no outlines.</param>
    /// <param name="start">The offset of the first byte after the row groups.</param>
    /// <exception cref="FormatException">The string is not base64.</exception>
    /// <exception cref="EndOfStreamException">The string is truncated.</exception>
    public static Dictionary<SeriesKey, SegmentSpan> Decode(string? value, long start)
    {
        var outlines = new Dictionary<SeriesKey, SegmentSpan>();
        if (value is null) return outlines;
        var bytes = Convert.FromBase64String(value);
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
