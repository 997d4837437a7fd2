using System.IO.Compression;
using Parquet;
using Parquet.Schema;
using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.Tracking.Api.Tables;

/// <summary>
/// Writes Apache Parquet, with one row group in memory. Strings stay as they are: only a spreadsheet runs formulas.
/// </summary>
internal static class ParquetTable
{
    private const int RowGroupRowsMax = 10_000;
    private const int RowGroupBytesMax = 32 << 20;
    private const int CellBytes = 8;
    private const int ObjectBytes = 24;

    /// <summary>
    /// Returns why a table can't be written: the description of each column of each row group is in memory until the
    /// end.
    /// </summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="bytes">The bytes of all values, approximately.</param>
    public static StoreProblem? Check(int columns, int rows, long bytes)
    {
        bytes += (long)rows * columns * CellBytes;
        var groups = 1 + Math.Max(rows / RowGroupRowsMax, bytes / RowGroupBytesMax);
        return groups * columns > Limits.ParquetChunksMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"{columns} columns of {rows} rows need {groups * columns} column chunks in Parquet; the limit is "
                + $"{Limits.ParquetChunksMax}. Select some with fields, such as metrics.loss, or export CSV.")
            : null;
    }

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

        var rows = new List<object?[]>();
        var bytes = 0L;
        try
        {
            await foreach (var row in table.Rows.WithCancellation(cancel))
            {
                rows.Add(row);
                bytes += Estimate(row);
                if (rows.Count == RowGroupRowsMax || bytes >= RowGroupBytesMax) await Flush();
            }

            if (rows.Count > 0) await Flush();
        }
        catch
        {
            // The writer adds the footer when it is disposed of, and then the file would look complete.
            output.Abandon();
            throw;
        }

        async Task Flush()
        {
            using var group = parquet.CreateRowGroup();
            for (var i = 0; i < fields.Length; i++)
            {
                cancel.ThrowIfCancellationRequested();
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
            bytes = 0;
        }
    }

    private static long Estimate(object?[] row)
    {
        var bytes = (long)row.Length * CellBytes;
        foreach (var cell in row)
            if (cell is not null) bytes += ObjectBytes + (cell is string value ? value.Length * sizeof(char) : 0);
        return bytes;
    }

    private static Type TypeOf(TableColumnType type) => type switch
    {
        TableColumnType.String => typeof(string),
        TableColumnType.Integer => typeof(long),
        _ => typeof(double),
    };
}
