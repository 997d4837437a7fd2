using System.Globalization;

namespace Tauro.Load.Reporting;

/// <summary>Formats rows for the console.</summary>
public static class Table
{
    public static string Heading { get; } =
        $"{"scenario",-31}{"clients",8}{"ops/s",10}{"unit/s",20}{"p50 ms",9}{"p99 ms",9}{"p99.9 ms",9}" +
        $"{"max ms",9}{"errors",7}  cpu% client/server  RSS peak/PSS MiB";

    public static string Line(Row row) => row.Skipped is { } why
        ? $"{row.Scenario,-31}{row.Clients,8}  skipped: {why}"
        : $"{row.Scenario,-31}{row.Clients,8}{Count(row.PerSecond),10}{Units(row),20}{Time(row.P50Ms),9}" +
          $"{Time(row.P99Ms),9}{Time(row.P999Ms),9}{Time(row.MaxMs),9}{row.Errors,7}" +
          $"  {row.ClientCpuPercent:0}/{row.ServerCpuPercent:0}  {row.ServerPeakRssMiB:0}/{row.ServerPssMiB:0}" +
          $"{Notes(row)}";

    public static string Time(double milliseconds) => milliseconds.ToString(
        milliseconds < 10 ? "0.00" : milliseconds < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    public static string Count(double number) =>
        number.ToString(number < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Units(Row row) =>
        row.UnitsPerSecond is { } units ? $"{Count(units)} {row.Unit}" : "";

    private static string Notes(Row row)
    {
        var error = row.FirstError is { } first ? $"  first error: {first}" : "";
        return row.Stored is { } stored
            ? $"{error}  acknowledged {row.Acknowledged:#,0}, stored {stored:#,0}"
            : error;
    }
}
