using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tauro.Contracts.Artifacts;

/// <summary>
/// A validated, relative path of an artifact. Every path from a client is parsed here before it becomes a file name;
/// an invalid one is rejected, never cleaned up. Case-sensitive; <c>/</c> separates segments; the empty path is the
/// root.
/// </summary>
public readonly record struct ArtifactPath
{
    private const int SegmentBytesMax = 255;

    private readonly string? value;

    private ArtifactPath(string value) => this.value = value;

    /// <summary>The root that every path is relative to.</summary>
    public static ArtifactPath Root => default;

    public string Value => value ?? "";

    public bool IsRoot => Value.Length == 0;

    /// <summary>The last segment; empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    public ArtifactPath Parent =>
        Value.LastIndexOf('/') is var slash and > 0 ? new ArtifactPath(Value[..slash]) : Root;

    /// <summary>
    /// Accepts up to <see cref="Limits.ArtifactPathLengthMax"/> characters of segments that are not empty, not
    /// <c>.</c> or <c>..</c>, at most 255 bytes each, and free of control characters, <c>\</c> and lone surrogates. A
    /// percent sign is a character like others, but no decoding may turn a segment into <c>.</c> or <c>..</c>. No drive
    /// letter.
    /// </summary>
    public static bool TryParse(string? value, out ArtifactPath path, [NotNullWhen(false)] out string? error)
    {
        path = default;
        error = Check(value);
        if (error is not null) return false;
        path = new ArtifactPath(value!);
        return true;
    }

    public ArtifactPath Append(ArtifactPath child) =>
        child.IsRoot ? this : IsRoot ? child : new ArtifactPath(Value + "/" + child.Value);

    public override string ToString() => Value;

    private static string? Check(string? value)
    {
        if (value is null) return "The artifact path is missing.";
        if (value.Length == 0) return null;
        if (value.Length > Limits.ArtifactPathLengthMax)
            return $"The artifact path has {value.Length} characters; the limit is {Limits.ArtifactPathLengthMax}.";
        if (value.Length > 1 && value[1] == ':' && char.IsAsciiLetter(value[0]))
            return $"The artifact path '{Excerpt(value)}' starts with a drive letter; give a plain relative path.";
        foreach (var segment in value.Split('/'))
        {
            if (segment is "" or "." or "..")
                return $"The artifact path '{Excerpt(value)}' has an empty, '.' or '..' segment; give a plain " +
                "relative path.";
            if (Encoding.UTF8.GetByteCount(segment) > SegmentBytesMax)
                return $"A segment of the artifact path has more than {SegmentBytesMax} bytes.";
            if (BadCharacter(segment) is { } bad)
                return $"The artifact path '{Excerpt(value)}' contains {bad}, which is not allowed.";
        }

        return HidesDots(value)
            ? $"The artifact path '{Excerpt(value)}' has an encoded '.' or '..' segment; give a plain relative path."
            : null;
    }

    // Some clients and proxies decode a path more than once, and some read C0 AE, which is not UTF-8, as a dot.
    private static bool HidesDots(string value)
    {
        for (var decoded = value; decoded.Contains('%');)
        {
            var again = Uri.UnescapeDataString(decoded.Replace("%C0%AE", ".", StringComparison.OrdinalIgnoreCase));
            if (again == decoded) return false;
            if (again.Split('/', '\\').Any(segment => segment is "." or "..")) return true;
            decoded = again;
        }

        return false;
    }

    private static string? BadCharacter(string segment)
    {
        for (var i = 0; i < segment.Length; i++)
        {
            var c = segment[i];
            if (char.IsControl(c)) return "a control character";
            if (c == '\\') return "a backslash";
            if (!char.IsSurrogate(c)) continue;
            if (i + 1 >= segment.Length || !char.IsSurrogatePair(c, segment[i + 1])) return "half a surrogate pair";
            i++;
        }

        return segment[^1] is ' ' or '.' ? "a segment that ends in a space or dot" : null;
    }

    private static string Excerpt(string value) =>
        new([.. value.Take(100).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
