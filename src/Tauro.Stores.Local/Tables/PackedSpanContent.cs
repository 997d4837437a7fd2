using System.IO.Compression;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Local.Tables;

/// <summary>The content of a span, compressed in memory because inputs and outputs can be long.</summary>
internal sealed class PackedSpanContent : SpanContent
{
    private const int PlainBytesMax = 512;
    private readonly byte[] packed;

    private PackedSpanContent(byte[] packed, int length) => (this.packed, Length) = (packed, length);

    public override int Length { get; }

    /// <summary>Returns the content compressed, unless it is short.</summary>
    public static SpanContent Pack(SpanContent content)
    {
        if (content is PackedSpanContent || content.Length <= PlainBytesMax) return content;
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest)) deflate.Write(content.ToJson());
        return new PackedSpanContent(packed.ToArray(), content.Length);
    }

    public override byte[] ToJson()
    {
        var json = new byte[Length];
        using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        deflate.ReadExactly(json);
        return json;
    }
}
