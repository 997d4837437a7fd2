namespace Tauro.Pages;

/// <summary>The tables of the output.</summary>
internal static class Report
{
    public static void Heading(string title, params string[] columns) =>
        Console.WriteLine($"\n{title,-44}{string.Concat(columns.Select(column => $"{column,10}"))}");

    public static void Row(string name, params double[] values) =>
        Console.WriteLine($"{name,-44}{string.Concat(values.Select(value => $"{value,10:0.#}"))}");

    public static double Quantile(IEnumerable<double> values, double quantile)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? 0 : ordered[Math.Min(ordered.Length - 1, (int)(quantile * ordered.Length))];
    }
}
