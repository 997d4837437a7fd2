using System.Globalization;

namespace Tauro.Stores.Local.Journals;

/// <summary>The name of a journal segment: <c>journal-</c>, the sequence of its first frame, <c>.log</c>.</summary>
internal readonly record struct SegmentName(long FirstSequence)
{
    private const string Prefix = "journal-";
    private const string Suffix = ".log";

    public static bool TryParse(string file, out SegmentName name)
    {
        name = default;
        if (!file.StartsWith(Prefix, StringComparison.Ordinal) || !file.EndsWith(Suffix, StringComparison.Ordinal))
            return false;
        var digits = file.AsSpan(Prefix.Length, file.Length - Prefix.Length - Suffix.Length);
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var first)) return false;
        name = new SegmentName(first);
        return name.ToString() == file;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{FirstSequence:D16}{Suffix}");
}
