using System.Globalization;
using System.Text;

namespace Tauro.Tracking.Api.Tables;

/// <summary>
/// Writes CSV (RFC 4180) with a header line. A string that a spreadsheet would take for a formula gets a leading
/// apostrophe, as OWASP's "CSV injection" advises; a number never does.
/// </summary>
internal static class CsvTable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task Write(Table table, Stream stream, CancellationToken cancel)
    {
        await using var csv = new StreamWriter(stream, Utf8, bufferSize: 32 << 10, leaveOpen: true);
        var line = new StringBuilder();
        await WriteLine(table.Columns.Select(column => column.Name));
        await foreach (var row in table.Rows.WithCancellation(cancel)) await WriteLine(row);

        async Task WriteLine(IEnumerable<object?> cells)
        {
            line.Clear();
            foreach (var cell in cells) line.Append(Write(cell)).Append(',');
            line.Length--;
            await csv.WriteAsync(line.Append("\r\n"), cancel);
        }
    }

    private static string Write(object? cell) => cell switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        long integer => integer.ToString(CultureInfo.InvariantCulture),
        _ => Escape(cell.ToString() ?? ""),
    };

    private static string Escape(string value)
    {
        if (LooksLikeFormula(value)) value = "'" + value;
        return value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
    }

    // Some spreadsheets skip blanks before a formula, and take full-width signs for the ordinary ones.
    private static bool LooksLikeFormula(string value) =>
        (value is ['\t' or '\r' or '\n', ..] || value.AsSpan().TrimStart() is ['=' or '+' or '-' or '@'
            or '＝' or '＋' or '－' or '＠', ..])
        && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
