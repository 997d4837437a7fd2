using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace Tauro.Tracking.Api.Tables;

/// <summary>
/// Writes Apache Parquet, with one row group in memory. Strings stay as they are: only a spreadsheet runs formulas.
/// </summary>
internal static class ParquetTable
{
    private const int RowGroupRowsMax = 10_000;
    private const int RowGroupCellsMax = 200_000;

    public static async Task Write(Table table, Stream stream, CancellationToken cancel)
    {
        var fields = table.Columns.Select(column => new DataField(column.Name, TypeOf(column.Type), isNullable: true))
            .ToArray();
        // zstd at its default level, as in the metric segments of a data folder. The highest level is much slower.
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal,
        };
        // A column in this encoding has no statistics, in which a NaN would mislead readers.
        foreach (var column in table.Columns.Where(column => column.Type == TableColumnType.Number))
            options.ColumnEncodingHints[column.Name] = EncodingHint.ByteSplitStream;
        await using var output = new PositionedStream(stream);
        await using var parquet = await ParquetWriter.CreateAsync(
            new ParquetSchema(fields), output, options, cancellationToken: cancel);

        var rowsMax = Math.Clamp(RowGroupCellsMax / fields.Length, 1, RowGroupRowsMax);
        var rows = new List<object?[]>();
        await foreach (var row in table.Rows.WithCancellation(cancel))
        {
            rows.Add(row);
            if (rows.Count == rowsMax) await Flush();
        }

        if (rows.Count > 0) await Flush();

        async Task Flush()
        {
            using var group = parquet.CreateRowGroup();
            for (var i = 0; i < fields.Length; i++)
            {
                switch (table.Columns[i].Type)
                {
                    case TableColumnType.String:
                        await group.WriteAsync(fields[i], rows.ConvertAll(row => (string)row[i]!));
                        break;
                    case TableColumnType.Integer:
                        await group.WriteAsync<long>(
                            fields[i], rows.Select(row => (long?)row[i]).ToArray(), cancellationToken: cancel);
                        break;
                    default:
                        await group.WriteAsync<double>(
                            fields[i], rows.Select(row => (double?)row[i]).ToArray(), cancellationToken: cancel);
                        break;
                }
            }

            group.CompleteValidate();
            rows.Clear();
        }
    }

    private static Type TypeOf(TableColumnType type) => type switch
    {
        TableColumnType.String => typeof(string),
        TableColumnType.Integer => typeof(long),
        _ => typeof(double),
    };
}
