using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking.Traces;

/// <summary>Traces with the API of clients older than 3.0, over the same data as newer clients.</summary>
[Collection("suite")]
public sealed class OldTraceTests(Suite suite) : IAsyncLifetime
{
    private const string Api = "/api/2.0/mlflow/traces";
    private string experiment = "";

    public async ValueTask InitializeAsync() => experiment = await suite.CreateExperiment();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_server_creates_the_id_of_a_trace_and_its_duration_when_it_ends()
    {
        var id = await StartTrace(1_000);
        var open = (await suite.SendJson(HttpMethod.Get, $"{Api}/{id}/info"))["trace_info"]!;
        Assert.Equal(("IN_PROGRESS", null), ((string?)open["status"], open["execution_time_ms"]));

        var body = new
        {
            timestamp_ms = 1_250, status = "OK", request_metadata = new[] { new { key = "m", value = "2" } },
            tags = new[] { new { key = "t", value = "x" } },
        };
        var ended = (await suite.SendJson(HttpMethod.Patch, $"{Api}/{id}", body))["trace_info"]!;
        Assert.Equal((250, "OK"), ((long)ended["execution_time_ms"]!, (string?)ended["status"]));
        Assert.Equal(["m=2"], Pairs(ended, "request_metadata"));
        Assert.Contains("t=x", Pairs(ended, "tags"));
    }

    [Fact]
    public async Task Newer_clients_get_the_same_trace_in_their_format()
    {
        var id = await StartTrace(1_769_860_800_250);
        var info = (await suite.SendJson(HttpMethod.Get, $"/api/3.0/mlflow/traces/{id}"))["trace"]!["trace_info"]!;
        Assert.Equal("2026-01-31T12:00:00.250Z", (string?)info["request_time"]);
        Assert.Equal(("IN_PROGRESS", "1"), ((string?)info["state"], (string?)info["trace_metadata"]!["m"]));
    }

    [Fact]
    public async Task A_search_by_query_finds_traces_newest_first_page_by_page()
    {
        var ids = new[] { await StartTrace(3), await StartTrace(2), await StartTrace(1) };
        var first = await suite.SendJson(HttpMethod.Get, $"{Api}?experiment_ids={experiment}&max_results=2");
        var token = Uri.EscapeDataString((string)first["next_page_token"]!);
        var second = await suite.SendJson(
            HttpMethod.Get, $"{Api}?experiment_ids={experiment}&max_results=2&page_token={token}");
        Assert.Equal(ids, Ids(first).Concat(Ids(second)));
        Assert.Null(second["next_page_token"]);
        var found = await suite.SendJson(
            HttpMethod.Get, $"{Api}?experiment_ids={experiment}&filter=timestamp_ms%20%3E%201&order_by=timestamp_ms");
        Assert.Equal([ids[1], ids[0]], Ids(found));
    }

    [Fact]
    public async Task The_browser_UI_gets_the_file_of_spans_that_an_old_client_uploaded()
    {
        var id = await StartTrace(1);
        var missing = await suite.SendJson(
            HttpMethod.Get, $"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={id}", status: 404);
        Assert.Contains("Trace data not found", (string?)missing["message"]);
        using var put = await suite.Http.PutAsync(
            $"/api/2.0/mlflow-artifacts/artifacts/{experiment}/traces/{id}/artifacts/traces.json",
            new StringContent("""{"spans":[]}"""));
        put.EnsureSuccessStatusCode();
        Assert.Equal(
            """{"spans":[]}""",
            await suite.Http.GetStringAsync($"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={id}"));
    }

    [Theory]
    [InlineData("POST", "", """{"timestamp_ms":1}""", 400, "'experiment_id'")]
    [InlineData("POST", "", """{"experiment_id":"0"}""", 400, "'timestamp_ms'")]
    [InlineData("POST", "", """{"experiment_id":"999999","timestamp_ms":1}""", 404, "No Experiment with id=999999")]
    [InlineData("PATCH", "/tr-none", """{"timestamp_ms":1,"status":"OK"}""", 404, "'tr-none' not found")]
    [InlineData("PATCH", "/tr-none", """{"timestamp_ms":1,"status":"FINE"}""", 400, "'status'")]
    [InlineData("GET", "/tr-none/info", null, 404, "'tr-none' not found")]
    [InlineData("GET", "", null, 400, "'experiment_ids'")]
    [InlineData("GET", "?experiment_ids=0&max_results=501", null, 400, "at most 500")]
    public async Task An_invalid_request_is_refused(string method, string path, string? body, int status, string phrase)
    {
        var sent = body is null ? null : JsonNode.Parse(body);
        var error = await suite.SendJson(new HttpMethod(method), Api + path, sent, status);
        Assert.Contains(phrase, (string?)error["message"]);
    }

    private static string[] Ids(JsonNode found) =>
        [.. found["traces"]!.AsArray().Select(trace => (string)trace!["request_id"]!)];

    private static string[] Pairs(JsonNode info, string name) =>
        [.. info[name]!.AsArray().Select(pair => $"{pair!["key"]}={pair["value"]}")];

    private async Task<string> StartTrace(long time) => (string)(await suite.SendJson(HttpMethod.Post, Api, new
    {
        experiment_id = experiment, timestamp_ms = time,
        request_metadata = new[] { new { key = "m", value = "0" }, new { key = "m", value = "1" } },
    }))["trace_info"]!["request_id"]!;
}
