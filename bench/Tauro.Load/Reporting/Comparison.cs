using System.Globalization;

namespace Tauro.Load.Reporting;

/// <summary>Prints two results next to each other, with the ratios of the second to the first.</summary>
public static class Comparison
{
    public static void Print(string beforeFile, string afterFile, TextWriter to)
    {
        var (before, after) = (Result.Read(beforeFile), Result.Read(afterFile));
        to.WriteLine($"before: {before.Label} {before.At:u} {before.Machine}");
        to.WriteLine($"after:  {after.Label} {after.At:u} {after.Machine}");
        if (before.Machine != after.Machine)
            to.WriteLine("The machines differ, so these ratios also depend on the machines.");
        to.WriteLine($"{"scenario",-31}{"clients",8}{"before",12}{"after",12}{"ops ×",8}{"p50 ×",8}{"p99 ×",8}");
        foreach (var row in after.Rows.Where(row => row.Skipped is null))
        {
            if (before.Rows.FirstOrDefault(item => IsSame(item, row)) is { } old) to.WriteLine(Line(old, row));
        }
    }

    private static bool IsSame(Row row, Row other) => row.Skipped is null
        && (row.Scenario, row.Clients, row.Rate) == (other.Scenario, other.Clients, other.Rate);

    private static string Line(Row old, Row row) =>
        $"{row.Scenario,-31}{row.Clients,8}{Table.Count(old.PerSecond),12}{Table.Count(row.PerSecond),12}" +
        $"{Ratio(row.PerSecond, old.PerSecond),8}{Ratio(row.P50Ms, old.P50Ms),8}{Ratio(row.P99Ms, old.P99Ms),8}";

    private static string Ratio(double after, double before) =>
        before > 0 ? (after / before).ToString("0.00", CultureInfo.InvariantCulture) : "";
}
