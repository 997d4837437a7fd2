using System.Text;

namespace Tauro.Web.Api;

/// <summary>The beginning of a file.</summary>
/// <param name="Bytes">Its first bytes.</param>
/// <param name="Length">The bytes of the entire file.</param>
public sealed record FileContent(ReadOnlyMemory<byte> Bytes, long Length)
{
    public bool IsComplete => Bytes.Length == Length;

    /// <summary>The characters; null when it is not text.</summary>
    public string? Text => Bytes.Span.Contains((byte)0)
        ? null
        : Encoding.UTF8.GetString(Bytes.Span).TrimStart('\uFEFF');
}
