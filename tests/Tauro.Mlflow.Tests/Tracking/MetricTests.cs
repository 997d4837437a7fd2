using System.Text.Json;

namespace Tauro.Mlflow.Tests.Tracking;

[Collection("suite")]
public sealed class MetricTests(Suite suite)
{
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("\"2.5\"", "2.5")]
    [InlineData("\"NaN\"", "\"NaN\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("\"Infinity\"", "1.7976931348623157E+308")]
    [InlineData("Infinity", "1.7976931348623157E+308")]
    [InlineData("\"-Infinity\"", "-1.7976931348623157E+308")]
    [InlineData("-Infinity", "-1.7976931348623157E+308")]
    [InlineData("1e-7", "1E-07")]
    public async Task A_value_is_accepted_in_many_forms_and_returned_in_one(string sent, string got)
    {
        var id = await suite.CreateRun();
        await suite.Call("runs/log-metric",
            $$"""{"run_id": "{{id}}", "key": "m", "value": {{sent}}, "timestamp": 5}""");
        await suite.Call("runs/log-batch",
            $$"""{"run_id": "{{id}}", "metrics": [{"key": "b", "value": {{sent}}, "timestamp": "5", "step": "-3"}]}""");
        var metrics = (await suite.Run(id)).GetProperty("data").GetProperty("metrics").EnumerateArray().ToArray();
        Assert.All(metrics, metric => Assert.Equal(got, metric.GetProperty("value").GetRawText()));
        Assert.Equal([0L, -3], metrics.Select(metric => metric.GetProperty("step").GetInt64()));
    }

    [Fact]
    public async Task The_latest_point_has_the_greatest_step_regardless_of_arrival()
    {
        var id = await suite.CreateRun();
        await Log(id, (3, 10, 3), (1, 99, 1), (2, 50, 2), (9, 1, 3));
        Assert.Equal(3, await Latest(id));
        await Log(id, (4, 10, 3));
        Assert.Equal(4, await Latest(id));
    }

    [Fact]
    public async Task An_exact_repeat_is_ignored_and_another_value_at_the_same_step_is_a_new_point()
    {
        var id = await suite.CreateRun();
        await Log(id, (1, 1, 1), (1, 1, 1), (2, 1, 1));
        await Log(id, (1, 1, 1));
        Assert.Equal([1.0, 2.0], await Values($"metrics/get-history?run_id={id}&metric_key=m"));
    }

    [Fact]
    public async Task History_is_ordered_by_time_then_step_then_value()
    {
        var id = await suite.CreateRun();
        await Log(id, (1, 30, 1), (2, 10, 9), (3, 20, 5), (5, 20, 4), (4, 20, 4));
        Assert.Equal([2.0, 4, 5, 3, 1], await Values($"metrics/get-history?run_id={id}&metric_key=m"));
        Assert.Equal([2.0, 4, 5, 3, 1], await Values(
            $"metrics/get-history?run_uuid={id}&metric_key=m&max_results=25000"));
    }

    [Fact]
    public async Task A_history_without_a_size_is_complete_and_pages_contain_each_point_once()
    {
        var id = await suite.CreateRun();
        await Log(id, [.. Enumerable.Range(0, 50).Select(i => ((double)i, 1000L - i, (long)i))]);
        var complete = await Values($"metrics/get-history?run_id={id}&metric_key=m");
        Assert.Equal(50, complete.Count);

        var paged = new List<double>();
        for (string? token = ""; token is not null;)
        {
            var page = await suite.Call(
                $"metrics/get-history?run_id={id}&metric_key=m&max_results=7&page_token={Uri.EscapeDataString(token)}");
            paged.AddRange(page.GetProperty("metrics").EnumerateArray()
                .Select(point => point.GetProperty("value").GetDouble()));
            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
        }

        Assert.Equal(complete, paged);
    }

    [Fact]
    public async Task A_history_of_many_reads_is_returned_completely_and_in_order()
    {
        const int Count = 60_000;
        var id = await suite.CreateRun();
        foreach (var steps in Enumerable.Range(0, Count).Chunk(1_000))
            await Log(id, [.. steps.Select(i => ((double)i, (long)Count - i, (long)i))]);
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => (double)(Count - 1 - i)),
            await Values($"metrics/get-history?run_id={id}&metric_key=m"));
    }

    [Fact]
    public async Task An_unknown_metric_has_an_empty_history_and_an_unknown_run_is_refused()
    {
        var id = await suite.CreateRun();
        Assert.Equal("{}", (await suite.Call($"metrics/get-history?run_id={id}&metric_key=none")).ToString());
        await suite.Refused("metrics/get-history?run_id=unknown&metric_key=m", null, "RESOURCE_DOES_NOT_EXIST", 404);
        Assert.Contains("page token", await suite.Refused(
            $"metrics/get-history?run_id={id}&metric_key=m&max_results=5&page_token=%21%21", null));
    }

    [Fact]
    public async Task A_run_that_has_ended_accepts_metrics()
    {
        var id = await suite.CreateRun();
        await suite.Call("runs/update", new { run_id = id, status = "FINISHED", end_time = 5 });
        await Log(id, (1, 1, 1));
        Assert.Equal(1, await Latest(id));
    }

    [Theory]
    [InlineData("{\"key\": \"k\", \"value\": 1, \"timestamp\": 1}", "Missing value for required parameter 'run_id'")]
    [InlineData("{\"run_id\": null, \"key\": \"k\", \"value\": 1, \"timestamp\": 1}",
        "Missing value for required parameter 'run_id'")]
    [InlineData("{\"run_id\": 31, \"key\": \"k\", \"value\": 1, \"timestamp\": 1}",
        "Invalid value 31 for parameter 'run_id' supplied")]
    [InlineData("{\"run_id\": \"r\", \"key\": 31, \"value\": 1, \"timestamp\": 1}",
        "Invalid value 31 for parameter 'key' supplied")]
    [InlineData("{\"run_id\": \"r\", \"key\": null, \"value\": 1, \"timestamp\": 1}",
        "Missing value for required parameter 'key'")]
    [InlineData("{\"run_id\": \"r\", \"key\": \"k\", \"timestamp\": 1}",
        "Missing value for required parameter 'value'")]
    [InlineData("{\"run_id\": \"r\", \"key\": \"k\", \"value\": \"x\", \"timestamp\": 1}",
        "Invalid value \"x\" for parameter 'value' supplied")]
    [InlineData("{\"run_id\": \"r\", \"key\": \"k\", \"value\": 1}",
        "Missing value for required parameter 'timestamp'")]
    [InlineData("{\"run_id\": \"r\", \"key\": \"k\", \"value\": 1, \"timestamp\": \"foo\", \"step\": 1}",
        "Invalid value \"foo\" for parameter 'timestamp' supplied")]
    [InlineData("{\"run_id\": \"r\", \"key\": \"k\", \"value\": 1, \"timestamp\": 1, \"step\": \"foo\"}",
        "Invalid value \"foo\" for parameter 'step' supplied")]
    [InlineData("{\"run_id\": \"r\", \"key\": \"k\", \"value\": 1, \"timestamp\": -1}",
        "Timestamp must be a nonnegative long (64-bit integer)")]
    public async Task An_incomplete_or_wrongly_typed_point_is_refused(string body, string phrase) =>
        Assert.Contains(phrase, await suite.Refused("runs/log-metric", body));

    [Fact]
    public async Task Bulk_history_is_sorted_by_run_and_time_and_omits_unknown_runs()
    {
        var ids = new[] { await suite.CreateRun(), await suite.CreateRun() }.Order(StringComparer.Ordinal)
            .ToArray();
        await Log(ids[1], (3, 2, 1), (4, 1, 2));
        await Log(ids[0], (1, 2, 1), (2, 1, 2));
        var path = "/ajax-api/2.0/mlflow/metrics/get-history-bulk"
            + $"?run_id={ids[1]}&run_id={ids[0]}&run_id=unknown&metric_key=m";
        Assert.Equal([2.0, 1, 4, 3], await Values(path));
        Assert.Equal([2.0, 1, 4], await Values(path + "&max_results=3"));
        Assert.Equal("""{"metrics":[]}""", (await suite.Call(
            $"/ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id={ids[0]}&metric_key=none")).ToString());
        Assert.Contains("must specify at least one run_id", await suite.Refused(
            "/ajax-api/2.0/mlflow/metrics/get-history-bulk?metric_key=m", null));
        Assert.Contains("must specify a metric_key", await suite.Refused(
            "/ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id=a", null));
        var many = string.Concat(Enumerable.Range(0, 101).Select(i => $"&run_id=r{i}"));
        Assert.Contains("cannot specify more than 100 run_ids. Received 101 run_ids.",
            await suite.Refused($"/ajax-api/2.0/mlflow/metrics/get-history-bulk?metric_key=m{many}", null));
        Assert.Equal(404, (int)(await suite.Request($"metrics/get-history-bulk?run_id={ids[0]}&metric_key=m")).Status);
    }

    [Fact]
    public async Task Interval_history_has_the_same_steps_for_all_runs_and_the_ends_of_each()
    {
        var (value, two) = (await suite.CreateRun(), await suite.CreateRun());
        await Log(value, [.. Enumerable.Range(0, 100).Select(i => ((double)i, (long)i, (long)i))]);
        await Log(two, [.. Enumerable.Range(45, 11).Select(i => ((double)i, (long)i, (long)i))]);
        var path = $"metrics/get-history-bulk-interval?run_ids={value}&run_ids={two}&metric_key=m";

        var found = (await suite.Call(path + "&max_results=4")).GetProperty("metrics").EnumerateArray()
            .Select(point => (point.GetString("run_id"), point.GetProperty("step").GetInt64())).ToArray();
        Assert.Equal([(value, 0L), (value, 25), (value, 45), (value, 50), (value, 55), (value, 75), (value, 99),
            (two, 45), (two, 50), (two, 55)], found);

        Assert.Equal([20.0, 21, 22], await Values(path + "&start_step=20&end_step=22"));
        // The first and last steps of a run are included if they are in the range; those of the range are not.
        Assert.Equal(
            [40.0, 42, 45, 47, 49, 45, 47, 49], await Values(path + "&start_step=40&end_step=49&max_results=4"));
        Assert.Contains("both must be specified", await suite.Refused(path + "&start_step=1", null));
        Assert.Contains("end_step must be greater than start_step", await suite.Refused(
            path + "&start_step=2&end_step=1", null));
        Assert.Contains("max_results must be between 1 and 2500", await suite.Refused(path + "&max_results=0", null));
        Assert.Contains("max_results must be between 1 and 2500", await suite.Refused(
            path + "&max_results=2501", null));
        Assert.Contains("Missing value for required parameter 'run_ids'",
            await suite.Refused("metrics/get-history-bulk-interval?metric_key=m", null));
    }

    private Task<JsonElement> Log(string runId, params (double Value, long Timestamp, long Step)[] points) =>
        suite.Call(
        "runs/log-batch",
        new { run_id = runId, metrics = points.Select(
            p => new { key = "m", value = p.Value, timestamp = p.Timestamp, step = p.Step }) });

    private async Task<double> Latest(string runId) => (await suite.Run(runId)).GetProperty("data")
        .GetProperty("metrics")
        .EnumerateArray().Single().GetProperty("value").GetDouble();

    private async Task<List<double>> Values(string path) =>
        [.. (await suite.Call(path)).GetProperty("metrics").EnumerateArray()
            .Select(point => point.GetProperty("value").GetDouble())];
}
