using System.Text;
using Tauro.Contracts;
using Tauro.Tracking.Api.Tables;

namespace Tauro.Tracking.Api.Tests.Tables;

public sealed class ParquetTableTests
{
    private static readonly TableColumn[] Columns =
        [new("name", TableColumnType.String), new("loss", TableColumnType.Number)];

    private readonly MemoryStream stream = new();

    [Fact]
    public async Task A_file_of_which_the_rows_fail_has_no_footer()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Write(Columns, FailingRows()));

        Assert.True(stream.Length > 1_000);
        Assert.NotEqual("PAR1", Encoding.ASCII.GetString(stream.ToArray()[^4..]));

        static async IAsyncEnumerable<object?[]> FailingRows()
        {
            await Task.Yield();
            for (var i = 0; i < 10_500; i++) yield return [$"run {i}", (double)i];
            throw new InvalidOperationException("The store failed.");
        }
    }

    [Fact]
    public async Task A_row_group_ends_when_its_values_are_large()
    {
        await Write(Columns, Enumerable.Range(0, 50).Select(i => new object?[] { new string('x', 1 << 20), (double)i })
            .ToAsyncEnumerable());

        Assert.Equal([[50L]], DuckDb.Query(stream.ToArray(), "select count(*) from {file}"));
        // A row has 2 MiB.
        Assert.Equal([[4L]], DuckDb.Query(
            stream.ToArray(), "select count(distinct row_group_id) from parquet_metadata({file})"));
    }

    [Fact]
    public async Task Sparse_rows_with_many_columns_share_a_row_group()
    {
        TableColumn[] wide =
            [.. Enumerable.Range(0, 1_000).Select(i => new TableColumn($"metric_{i}", TableColumnType.Number))];
        var row = new object?[wide.Length];
        row[7] = 1.0;
        await Write(wide, Enumerable.Repeat(row, 2_000).ToAsyncEnumerable());

        Assert.Equal([[1L, 2_000L]], DuckDb.Query(
            stream.ToArray(),
            "select count(distinct row_group_id), max(row_group_num_rows) from parquet_metadata({file})"));
    }

    [Fact]
    public void Too_many_columns_and_row_groups_are_refused()
    {
        Assert.Null(ParquetTable.Check(columns: 100, rows: 1_000_000, bytes: 4L << 30));
        Assert.Null(ParquetTable.Check(columns: 10_009, rows: 4_000, bytes: 100 << 20));

        var refused = ParquetTable.Check(columns: 10_009, rows: 100_000, bytes: 0);

        Assert.Equal(ProblemCodes.LimitExceeded, refused?.Code);
        Assert.Contains("with fields", refused?.Message);
    }

    private Task Write(TableColumn[] columns, IAsyncEnumerable<object?[]> rows) => ParquetTable.Write(
        new Table("runs", columns, rows), stream, TestContext.Current.CancellationToken);
}
