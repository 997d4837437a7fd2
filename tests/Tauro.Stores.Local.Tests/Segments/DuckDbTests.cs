using DuckDB.NET.Data;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using static Tauro.Stores.Local.Tests.Segments.SegmentFile;

namespace Tauro.Stores.Local.Tests.Segments;

/// <summary>Reads segments with DuckDB, without any code of Tauro.</summary>
public sealed class DuckDbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tauro-series-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task DuckDB_reads_the_same_points()
    {
        double[] values =
            [double.NegativeInfinity, -0.0, 0.0, 0.1, double.MaxValue, double.PositiveInfinity, double.NaN];
        var odd = MetricChunk.FromUnsorted(
            new("b", "größe/损失 😀"),
            values.Select(value => new MetricValue(long.MinValue, 5, value))
                .Concat(values.Select(value => new MetricValue(7, long.MaxValue, value))));
        var file = await SaveAsync(Ramp(new("a", "loss"), 25_000), odd, Ramp(new("c", "loss"), 10));

        var read = Rows(file, "").ToLookup(row => row.Series, row => row.Point);

        AssertSame(Ramp(Loss, 25_000).Points(), read[new("a", "loss")]);
        AssertSame(odd.Points(), read[odd.Series]);
        AssertSame(Ramp(Loss, 10).Points(), read[new("c", "loss")]);
    }

    [Fact]
    public async Task DuckDB_ignores_the_outlines_of_long_series()
    {
        var file = await SaveAsync(Ramp(new("a", "loss"), 120_000), Ramp(new("b", "loss"), 10));

        var read = Rows(file, "").ToLookup(row => row.Series, row => row.Point);

        AssertSame(Ramp(Loss, 120_000).Points(), read[new("a", "loss")]);
        AssertSame(Ramp(Loss, 10).Points(), read[new("b", "loss")]);
    }

    [Fact]
    public async Task DuckDB_finds_every_key_when_it_prunes_by_statistics()
    {
        string[] keys = ["B", "a", "\uE000", "\uFF21", "😀", "𝒜", "z"];
        var file = await SaveAsync(
            [.. keys.Select(key => new SeriesKey("run", key)).Order()
                .Select((seriesKey, i) => Ramp(seriesKey, i + 1))]);

        foreach (var key in keys) Assert.NotEmpty(Rows(file, $"where key = '{key}'"));
    }

    [Fact]
    public async Task DuckDB_reads_the_columns_and_the_format_metadata()
    {
        var file = await SaveAsync(Ramp(Loss, 10));

        Assert.Equal(
            ["run_id VARCHAR", "key VARCHAR", "step BIGINT", "timestamp BIGINT", "value DOUBLE"],
            Query(
                $"select column_name || ' ' || column_type from (describe select * from '{file}')",
                reader => reader.GetString(0)));
        Assert.Equal(
            ["metric-segment", "1"],
            Query(
                $"select decode(value) from parquet_kv_metadata('{file}') where decode(key) in "
                + "('tauro.format', 'tauro.version') order by decode(key)",
                reader => reader.GetString(0)));
        Assert.Equal(
            [true],
            Query(
                $"select bool_and(repetition_type = 'REQUIRED') from parquet_schema('{file}') where type is not null",
                reader => reader.GetBoolean(0)));
    }

    private async Task<string> SaveAsync(params MetricChunk[] chunks)
    {
        var file = Path.Combine(folder, "segment.parquet");
        await File.WriteAllBytesAsync(file, await WriteAsync(chunks));
        return file;
    }

    private static List<(SeriesKey Series, MetricValue Point)> Rows(string file, string where) => Query(
        $"select run_id, key, step, timestamp, value from '{file}' {where}",
        reader => (
            new SeriesKey(reader.GetString(0), reader.GetString(1)),
            new MetricValue(reader.GetInt64(2), reader.GetInt64(3), reader.GetDouble(4))));

    private static List<T> Query<T>(string sql, Func<System.Data.Common.DbDataReader, T> map)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }
}
