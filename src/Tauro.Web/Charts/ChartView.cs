using System.Globalization;
using Tauro.Web.Parts;

namespace Tauro.Web.Charts;

/// <summary>How charts are drawn. The URL has all of it, so that a link shows the same.</summary>
public sealed record ChartView
{
    public const string Step = "step";
    public const string RelativeTime = "time";
    public const string WallTime = "wall";
    public const string OfMetric = "metrics.";
    public const double SmoothingMax = 0.99;

    /// <summary>What is on the x axis: a step, a time, or <c>metrics.</c> and the key of a metric.</summary>
    public string X { get; init; } = Step;

    public bool IsLogX { get; init; }

    public bool IsLogY { get; init; }

    /// <summary>The weight of a point that is <see cref="SmoothedSteps"/> back; 0 for none.</summary>
    public double Smoothing { get; init; }

    public long SmoothedSteps { get; init; } = 1;

    /// <summary>A part of the names of the metrics to show; null for all.</summary>
    public string? Search { get; init; }

    private const long StepsMax = 1_000_000;

    /// <summary>The first step; null for no bound.</summary>
    public long? From { get; init; }

    /// <summary>The last step; null for no bound.</summary>
    public long? To { get; init; }

    /// <summary>The first parameter of the URL that is not understood, and what it can be.</summary>
    public string? Problem { get; private init; }

    /// <summary>The smoothing of one step, as the API takes it.</summary>
    public double SmoothingOfStep => Math.Pow(Smoothing, 1.0 / SmoothedSteps);

    /// <summary>Reads the parameters of a URL. One that is not understood is left out.</summary>
    public static ChartView Parse(IQueryCollection query)
    {
        List<string> problems = [];
        return new ChartView
        {
            X = Read("x", ParseX, "step, time, wall, or metrics. and a key") ?? Step,
            IsLogX = query["logx"] == "true",
            IsLogY = query["logy"] == "true",
            Smoothing = Read("smooth", ParseSmoothing, $"a number from 0 to {Number(SmoothingMax)}") ?? 0,
            SmoothedSteps = Read("per", ParseCount, $"a number from 1 to {Number(StepsMax)}") ?? 1,
            Search = string.IsNullOrWhiteSpace(query["metric"]) ? null : query["metric"].ToString(),
            From = Read("from", ParseStep, "a step"),
            To = Read("to", ParseStep, "a step"),
            Problem = problems.FirstOrDefault(),
        };

        T? Read<T>(string name, Func<string, T?> parse, string expected)
        {
            if (query[name].ToString() is not { Length: > 0 } value) return default;
            var parsed = parse(value);
            if (parsed is null) problems.Add($"{name} is “{Format.Start(value)}”; give {expected}.");
            return parsed;
        }
    }

    /// <summary>Whether a metric is to be shown.</summary>
    public bool Shows(string metric) => Search is null || metric.Contains(Search, StringComparison.OrdinalIgnoreCase);

    /// <summary>The query parameters, for links and for forms.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        if (X != Step) yield return new("x", X);
        if (IsLogX) yield return new("logx", "true");
        if (IsLogY) yield return new("logy", "true");
        if (Smoothing > 0) yield return new("smooth", Number(Smoothing));
        if (SmoothedSteps > 1) yield return new("per", Number(SmoothedSteps));
        if (Search is not null) yield return new("metric", Search);
        if (From is { } from) yield return new("from", Number(from));
        if (To is { } to) yield return new("to", Number(to));
    }

    private static string? ParseX(string x) =>
        x is Step or RelativeTime or WallTime || (x.StartsWith(OfMetric) && x.Length > OfMetric.Length) ? x : null;

    private static double? ParseSmoothing(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var smoothing)
            && smoothing is >= 0 and <= SmoothingMax
            ? smoothing
            : null;

    private static long? ParseStep(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var step) ? step : null;

    private static long? ParseCount(string value) =>
        ParseStep(value) is >= 1 and <= StepsMax and var count ? count : null;

    private static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
