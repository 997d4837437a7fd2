using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using static Tauro.Mlflow.Tests.Tracking.Traces.OtlpRequest;

namespace Tauro.Mlflow.Tests.Tracking.Traces;

/// <summary>Ids of spans, and of the trace and the run to which they belong.</summary>
[Collection("suite")]
public sealed class OtlpIdTests(Suite suite)
{
    private const string Json = "application/json";
    private const string Protobuf = "application/x-protobuf";
    private const string Zeros = "00000000000000000000000000000000";
    private readonly string traceId = Guid.NewGuid().ToString("n");

    [Fact]
    public async Task The_attribute_of_MLflows_clients_is_the_id_of_the_trace()
    {
        var given = $"tr-{Guid.NewGuid():n}";
        await Export(Body(NewSpan(traceId, "01", attributes: ("mlflow.traceRequestId", $"\"{given}\""))), Json);

        Assert.Equal("OK", (string?)(await GetTrace(given))!["trace_info"]!["state"]);
        Assert.Null(await GetTrace($"tr-{traceId}"));
    }

    [Fact]
    public async Task The_header_links_the_traces_of_root_spans_to_the_run()
    {
        var (run, other) = (await suite.NewRun(), Guid.NewGuid().ToString("n"));
        var response = await Export(Body(NewSpan(traceId, "01"), NewSpan(other, "02", parent: "01")), Json, run.RunId);

        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
        var found = await (await suite.Http.PostAsJsonAsync("/api/3.0/mlflow/traces/search", new
        {
            locations = new[] { new { mlflow_experiment = new { experiment_id = "0" } } },
            filter = $"run_id = '{run.RunId}'",
        })).Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal($"tr-{traceId}", (string?)Assert.Single(found!["traces"]!.AsArray())!["trace_id"]);
    }

    [Fact]
    public async Task Spans_for_an_unknown_run_are_stored_with_a_warning()
    {
        var response = await Export(Body(NewSpan(traceId, "01")), Json, "none");

        var partial = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["partialSuccess"]!;
        Assert.Equal("0", (string?)partial["rejectedSpans"]);
        Assert.Contains("Run with id=none not found", (string?)partial["errorMessage"]);
        Assert.NotNull(await GetTrace($"tr-{traceId}"));
    }

    [Fact]
    public async Task A_span_with_an_id_of_zeros_is_rejected_alone()
    {
        var response = await Export(
            Body(NewSpan(Zeros, "01"), NewSpan(traceId, "00"), NewSpan(traceId, "02")), Json);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var partial = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["partialSuccess"]!;
        Assert.Equal("2", (string?)partial["rejectedSpans"]);
        Assert.Contains("only zeros", (string?)partial["errorMessage"]);
        Assert.Single((await GetTrace($"tr-{traceId}"))!["spans"]!.AsArray());
    }

    [Fact]
    public async Task A_partial_success_is_sent_in_protobuf_too()
    {
        var body = Create(
            [.. Block(1, new byte[16]), .. Block(2, [1, 0, 0, 0, 0, 0, 0, 0])],
            [.. Block(1, Convert.FromHexString(traceId)), .. Block(2, [1, 0, 0, 0, 0, 0, 0, 0])]);
        var response = await Export(body, Protobuf);

        var sent = await response.Content.ReadAsByteArrayAsync();
        const string Message = "1 spans were rejected: a trace id or span id has only zeros.";
        Assert.Equal(Block(1, Number(1, 1), Utf8(2, Message)), sent);
        Assert.NotNull(await GetTrace($"tr-{traceId}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    public async Task A_span_without_a_complete_id_cannot_be_converted(string spanId)
    {
        var span = NewSpan(traceId, "01");
        span["spanId"] = spanId;
        var response = await Export(Body(span, NewSpan(traceId, "02")), Json);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains(
            "Cannot convert OpenTelemetry span to MLflow span", await response.Content.ReadAsStringAsync());
        Assert.Null(await GetTrace($"tr-{traceId}"));
    }

    private static JsonObject NewSpan(
        string trace, string id, string? parent = null, params (string Key, string Value)[] attributes) => new()
    {
        ["traceId"] = trace,
        ["spanId"] = id.PadLeft(16, '0'),
        ["parentSpanId"] = parent?.PadLeft(16, '0') ?? "",
        ["startTimeUnixNano"] = "1769860800000000000",
        ["endTimeUnixNano"] = "1769860800000000001",
        ["attributes"] = new JsonArray([.. attributes.Select(pair => new JsonObject
        {
            ["key"] = pair.Key, ["value"] = new JsonObject { ["stringValue"] = pair.Value },
        })]),
    };

    private static byte[] Body(params JsonObject[] spans) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceSpans"] = new JsonArray(new JsonObject
        {
            ["scopeSpans"] = new JsonArray(new JsonObject { ["spans"] = new JsonArray([.. spans]) }),
        }),
    }.ToJsonString());

    private async Task<HttpResponseMessage> Export(byte[] body, string type, string? runId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new(type);
        request.Headers.Add("x-mlflow-experiment-id", "0");
        if (runId is not null) request.Headers.Add("x-mlflow-run-id", runId);
        return await suite.Http.SendAsync(request);
    }

    private async Task<JsonNode?> GetTrace(string id)
    {
        var response = await suite.Http.GetAsync($"/api/3.0/mlflow/traces/get?trace_id={id}");
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(await response.Content.ReadAsStringAsync())!["trace"]
            : null;
    }
}
