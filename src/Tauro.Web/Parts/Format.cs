using System.Globalization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Web.Parts;

/// <summary>Values as people read them.</summary>
internal static class Format
{
    private const string Nothing = "–";
    private const double SecondsMax = 1e11;
    private const int Digits = 6;
    private const int CellMax = 200;
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>A metric with six digits; the whole value is in the title.</summary>
    public static string Number(double value) => value switch
    {
        0 => "0",
        _ when double.IsNaN(value) => "NaN",
        _ when double.IsInfinity(value) => value > 0 ? "∞" : "−∞",
        _ when Math.Abs(value) is >= 1e7 or < 1e-4 => value.ToString("0.####e0", CultureInfo.InvariantCulture),
        _ => Round(value).ToString("0.##########", CultureInfo.InvariantCulture),
    };

    /// <summary>The difference to a baseline, with its sign.</summary>
    public static string Delta(double value, double baseline) => (value - baseline) switch
    {
        0 => "±0",
        > 0 and var more => $"+{Number(more)}",
        var less => Number(less).Replace('-', '−'),
    };

    /// <summary>All digits of a metric.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The start of a value for a cell; its title has more.</summary>
    public static string Start(string value)
    {
        if (value.Length <= CellMax) return value;
        var end = char.IsHighSurrogate(value[CellMax - 1]) ? CellMax - 1 : CellMax;
        return $"{value[..end]}…";
    }

    /// <summary>The name of a run; its id if the name is blank.</summary>
    public static string Name(Run run) => Name(run.Name, run.RunId);

    public static string Name(string name, RunId run) => string.IsNullOrWhiteSpace(name) ? run.Value : name;

    /// <summary>A string in quotes, as Python, C# and JavaScript have it.</summary>
    public static string Quoted(string value) =>
        $"\"{value.Replace(@"\", @"\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r")}\"";

    /// <summary>The name of an enum member in words, such as <c>Better than production</c>.</summary>
    public static string Words(Enum value) => string.Concat(value.ToString().Select(
        (c, index) => index > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    /// <summary>A lower-case word with a capital letter.</summary>
    public static string Title(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Bytes(long? bytes)
    {
        if (bytes is not { } size) return Nothing;
        var (value, unit) = ((double)size, 0);
        while (value >= 1024 && unit < Units.Length - 1) (value, unit) = (value / 1024, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }

    /// <summary>The time that a run took, or has taken so far.</summary>
    public static string Duration(Run run, DateTimeOffset now)
    {
        var end = run.EndTime ?? (run.Status == RunStatus.Running ? now.ToUnixTimeMilliseconds() : null);
        return Duration(end is { } time ? (time - run.StartTime) / 1000.0 : null);
    }

    /// <summary>A time in seconds; times that a client sent may be far apart.</summary>
    public static string Duration(double? seconds) => seconds is >= 0 and < SecondsMax
        ? Duration(TimeSpan.FromSeconds(seconds.Value))
        : Nothing;

    public static string Duration(TimeSpan took) => took switch
    {
        { TotalDays: >= 1 } => took.ToString(@"d\d\ h\h", CultureInfo.InvariantCulture),
        { TotalHours: >= 1 } => took.ToString(@"h\h\ m\m", CultureInfo.InvariantCulture),
        { TotalMinutes: >= 1 } => took.ToString(@"m\m\ s\s", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.#}s"),
    };

    /// <summary>A time in relation to now, such as <c>3 min ago</c>.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now)
    {
        var past = now - time;
        return past switch
        {
            { TotalMinutes: <= -1 } => "in the future", // a clock that is a little ahead is not worth a word
            { TotalSeconds: < 60 } => "just now",
            { TotalMinutes: < 60 } => $"{(int)past.TotalMinutes} min ago",
            { TotalHours: < 24 } => $"{(int)past.TotalHours} h ago",
            { TotalDays: < 30 } => $"{(int)past.TotalDays} d ago",
            _ => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    private static double Round(double value)
    {
        var digits = Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits >= 0 ? Math.Round(value, Math.Min(digits, 15)) : Math.Round(value);
    }
}
