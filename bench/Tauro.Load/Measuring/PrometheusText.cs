using System.Globalization;

namespace Tauro.Load.Measuring;

/// <summary>Parses histograms in the Prometheus text format.</summary>
public static class PrometheusText
{
    /// <summary>Returns a histogram's series by the value of a label, or by "" without the label.</summary>
    public static Dictionary<string, Buckets> Histogram(string input, string name, string label)
    {
        var found = new Dictionary<string, Buckets>();
        foreach (var line in input.Split('\n').Where(line => line.StartsWith(name + "_", StringComparison.Ordinal)))
        {
            var labelled = line.LastIndexOf('}') + 1;
            var value = labelled > 0 ? labelled : line.IndexOf(' ', StringComparison.Ordinal);
            var number = double.Parse(line[value..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
            var series = Label(line, label) ?? "";
            var buckets = found.GetValueOrDefault(series) ?? new Buckets([], 0);
            var kind = line.AsSpan(name.Length);
            if (kind.StartsWith("_sum")) found[series] = buckets with { SumSeconds = number };
            else if (kind.StartsWith("_bucket")) found[series] = buckets.With(Bound(Label(line, "le")!), (long)number);
        }

        return found;
    }

    private static double Bound(string value) =>
        value == "+Inf" ? double.PositiveInfinity : double.Parse(value, CultureInfo.InvariantCulture);

    private static string? Label(string line, string name)
    {
        var at = line.IndexOf($"{name}=\"", StringComparison.Ordinal);
        if (at < 0) return null;
        var from = at + name.Length + 2;
        return line[from..line.IndexOf('"', from)];
    }
}
