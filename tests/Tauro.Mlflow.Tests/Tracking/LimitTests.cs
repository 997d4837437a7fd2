using System.Text.Json;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>MLflow's limits, and one that MLflow only documents.</summary>
[Collection("suite")]
public sealed class LimitTests(Suite suite)
{
    private const int HistoryPage = 25_000;

    [Fact]
    public async Task A_batch_may_be_larger_than_the_megabyte_that_MLflow_documents()
    {
        var run = await suite.CreateRun();
        await suite.Call("runs/log-batch", new
        {
            run_id = run,
            @params = Enumerable.Range(0, 100).Select(i => new { key = $"p{i}", value = new string('x', 6_000) }),
            tags = Enumerable.Range(0, 100).Select(i => new { key = $"t{i}", value = new string('x', 8_000) }),
        });
        Assert.Equal(100, (await suite.Run(run)).GetProperty("data").Pairs("params").Count);
    }

    [Fact]
    public async Task A_history_of_more_than_25000_points_is_paged_like_the_Python_client_requests_it()
    {
        var run = await suite.CreateRun();
        foreach (var steps in Enumerable.Range(0, HistoryPage + 1).Chunk(1_000))
            await suite.Call("runs/log-batch", new
            {
                run_id = run, metrics = steps.Select(step => new { key = "m", value = step, timestamp = step, step }),
            });

        var path = $"metrics/get-history?run_id={run}&metric_key=m&max_results={HistoryPage}";
        var first = await suite.Call(path);
        Assert.Equal(HistoryPage, first.GetProperty("metrics").GetArrayLength());
        var token = Uri.EscapeDataString(first.GetString("next_page_token"));
        var last = await suite.Call($"{path}&page_token={token}");
        Assert.Equal(HistoryPage, Assert.Single(last.GetProperty("metrics").EnumerateArray())
            .GetProperty("step").GetInt32());
        Assert.False(last.TryGetProperty("next_page_token", out _));

        const string bulk = "/ajax-api/2.0/mlflow/metrics/get-history-bulk?metric_key=m";
        foreach (var size in new[] { "", $"&max_results={HistoryPage + 1}" })
            Assert.Equal(HistoryPage, (await suite.Call($"{bulk}&run_id={run}{size}"))
                .GetProperty("metrics").GetArrayLength());
    }

    [Fact]
    public async Task The_interval_history_accepts_at_most_100_runs()
    {
        var many = string.Concat(Enumerable.Range(0, 101).Select(i => $"&run_ids=r{i}"));
        Assert.Contains("100", await suite.Refused($"metrics/get-history-bulk-interval?metric_key=m{many}", null));
    }

    [Fact]
    public async Task NaN_counts_as_0_for_the_latest_value()
    {
        var run = await suite.CreateRun();
        await Log(run, "-1", "NaN");
        Assert.Equal("\"NaN\"", await Latest(run));
        await Log(run, "1");
        Assert.Equal("1.0", await Latest(run));
    }

    [Theory]
    [InlineData("a:b"), InlineData("a b"), InlineData("a/b.c-d_e"), InlineData("ünï")]
    public async Task A_key_may_contain_letters_digits_and_some_punctuation(string key)
    {
        var run = await suite.CreateRun();
        await suite.Call("runs/log-metric", new { run_id = run, key, value = 1, timestamp = 1 });
        await suite.Call("runs/log-parameter", new { run_id = run, key, value = "1" });
        Assert.Equal("1", (await suite.Run(run)).GetProperty("data").Pairs("params")[key]);
    }

    [Fact]
    public async Task Tags_of_models_have_MLflow_s_limits()
    {
        var name = $"limits-{Guid.NewGuid():N}";
        await suite.Call("registered-models/create", new { name });
        await Set(new string('k', 250), new string('v', 100_000));
        Assert.Contains("250", await Refuse(new string('k', 251), "v"));
        Assert.Contains("100000", await Refuse("k", new string('v', 100_001)));

        Task<JsonElement> Set(string key, string value) =>
            suite.Call("registered-models/set-tag", new { name, key, value });
        Task<string> Refuse(string key, string value) =>
            suite.Refused("registered-models/set-tag", new { name, key, value });
    }

    [Theory]
    [InlineData("true"), InlineData("True"), InlineData("TRUE"), InlineData("false")]
    public async Task A_boolean_in_a_query_is_case_insensitive(string flag) => Assert.Contains(
        "not found",
        await suite.Refused(
            $"/api/3.0/mlflow/traces/get?trace_id=tr-none&allow_partial={flag}", null, "RESOURCE_DOES_NOT_EXIST", 404));

    private Task<JsonElement> Log(string run, params string[] values) => suite.Call("runs/log-batch", new
    {
        run_id = run, metrics = values.Select(value => new { key = "m", value, timestamp = 1, step = 1 }),
    });

    private async Task<string> Latest(string run) => (await suite.Run(run)).GetProperty("data")
        .GetProperty("metrics")[0].GetProperty("value").GetRawText();
}
