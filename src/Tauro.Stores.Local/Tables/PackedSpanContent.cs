using System.IO.Compression;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The content of a span, compressed in memory because inputs and outputs can be long, with what a search needs to skip
/// it.
/// </summary>
internal sealed class PackedSpanContent : SpanContent
{
    private const int PlainBytesMax = 512;
    private readonly byte[] packed;
    private readonly Trigrams trigrams;

    private PackedSpanContent(byte[] packed, Trigrams trigrams, int length) =>
        (this.packed, this.trigrams, Length) = (packed, trigrams, length);

    public override int Length { get; }

    /// <summary>Returns the content compressed, unless it is short.</summary>
    public static SpanContent Pack(SpanContent content)
    {
        if (content is PackedSpanContent || content.Length <= PlainBytesMax) return content;
        using var packed = new MemoryStream();
        var json = content.ToJson();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest)) deflate.Write(json);
        return new PackedSpanContent(packed.ToArray(), Trigrams.From(json), content.Length);
    }

    /// <summary>Whether the content may contain some trigrams; see <see cref="Trigrams.MayContain"/>.</summary>
    public static bool MayContain(SpanContent content, ReadOnlySpan<uint> required) =>
        content is not PackedSpanContent packed || packed.trigrams.MayContain(required);

    public override byte[] ToJson()
    {
        var json = new byte[Length];
        using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        deflate.ReadExactly(json);
        return json;
    }
}
