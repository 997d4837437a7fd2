using DuckDB.NET.Data;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Readme;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Journey;

/// <summary>
/// Reads the data folder with DuckDB and the queries in the README: blocks tagged <c>sql duckdb</c> and a name.
/// </summary>
internal static class DuckDbFolder
{
    private const string FolderInReadme = "mlops_data";

    /// <summary>All data from the API, in the columns of the README's queries.</summary>
    public sealed record Contents(List<string> Points, List<string> Runs, List<string> Versions);

    public static async Task<Contents> Expected(TauroApi api)
    {
        var contents = new Contents([], [], []);
        foreach (var run in (await api.Get<Page<Run>>("/api/v1/runs?max_results=50000")).Items)
        {
            contents.Runs.Add($"{run.RunId}|{run.Name}|{Upper(run.Status)}|{string.Join(',', run.ModelVersions)}");
            foreach (var key in run.Metrics.Keys)
            {
                var page = await api.Get<Page<MetricValue>>(
                    $"/api/v1/runs/{run.RunId}/metrics/history?key={Uri.EscapeDataString(key)}&max_results=100000");
                contents.Points.AddRange(
                    page.Items.Select(p => $"{run.RunId}|{key}|{p.Step}|{p.Timestamp}|{p.Value:R}"));
            }
        }

        var versions = await api.Get<Page<ModelVersion>>("/api/v1/model-versions?max_results=50000");
        contents.Versions.AddRange(versions.Items.Select(v =>
            $"{v.Name}|{v.Version}|{Upper(v.Status)}|{v.Stage}|{v.SourceRunStatus}"));
        return contents;
    }

    public static Task Assert(string data, Contents expected)
    {
        AssertSame(expected.Points, Query(data, "metrics", row =>
            $"{row["run_id"]}|{row["key"]}|{row["step"]}|{row["timestamp"]}|{(double)row["value"]:R}"));
        AssertSame(expected.Runs, Query(data, "runs", row =>
            $"{row["run_id"]}|{row["name"]}|{row["status"]}|" +
            string.Join(',', (IEnumerable<string>)row["model_versions"])));
        AssertSame(expected.Versions, Query(data, "versions", row =>
            $"{row["name"]}|{row["version"]}|{row["status"]}|{row["stage"]}|{row["source_run_status"]}"));
        return Task.CompletedTask;
    }

    private static List<string> Query(string data, string name, Func<DuckDBDataReader, string> format)
    {
        var block = ReadmeSamples.Tagged("duckdb").Single(block => block.Tags.Contains(name));
        Xunit.Assert.Contains(FolderInReadme, block.Code);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = block.Code.Replace(FolderInReadme, data, StringComparison.Ordinal);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(format(reader));
        return rows;
    }

    private static void AssertSame(List<string> expected, List<string> read) =>
        Xunit.Assert.Equal(expected.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));

    private static string Upper<T>(T value) where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
