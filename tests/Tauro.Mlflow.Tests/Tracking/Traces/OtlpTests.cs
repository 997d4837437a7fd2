using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using static Tauro.Mlflow.Tests.Tracking.Traces.OtlpRequest;

namespace Tauro.Mlflow.Tests.Tracking.Traces;

/// <summary>Spans in the requests of OpenTelemetry's exporters.</summary>
[Collection("suite")]
public sealed class OtlpTests(Suite suite)
{
    private const ulong Start = 1_769_860_800_000_000_000;
    private readonly byte[] traceId = Guid.NewGuid().ToByteArray();
    private readonly byte[] root = [0, 0, 0, 0, 0, 0, 0, 1];
    private readonly byte[] child = [0, 0, 0, 0, 0, 0, 0, 2];

    private string Id => $"tr-{Convert.ToHexStringLower(traceId)}";

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Spans_in_protobuf_create_a_trace(string encoding)
    {
        var body = Packed(Create(Root(), Child()), encoding);
        var response = await Export(body, "application/x-protobuf", encoding: encoding);
        Assert.Equal((HttpStatusCode.OK, "application/x-protobuf"),
            (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());

        var trace = JsonNode.Parse(await suite.Http.GetStringAsync(
            $"/api/3.0/mlflow/traces/get?trace_id={Id}"))!["trace"]!;
        Assert.Equal("ERROR", (string?)trace["trace_info"]!["state"]);
        Assert.Equal("0.250s", (string?)trace["trace_info"]!["execution_duration"]);
        var expected = $$$"""
            {"trace_id":"{{{Convert.ToBase64String(traceId)}}}","span_id":"AAAAAAAAAAE=","name":"answer",
            "kind":"SPAN_KIND_INTERNAL","start_time_unix_nano":{{{Start}}},
            "end_time_unix_nano":{{{Start + 250_000_000}}},
            "attributes":[{"key":"mlflow.spanType","value":{"string_value":"CHAIN"}},
            {"key":"n","value":{"int_value":-1}},
            {"key":"list","value":{"array_value":{"values":[{"bool_value":true}]}} }],
            "events":[{"time_unix_nano":{{{Start}}},"name":"exception","attributes":[
            {"key":"type","value":{"string_value":"E"}},
            {"key":"list","value":{"array_value":{"values":[{"bool_value":true}]}} }]}],
            "status":{"message":"broke","code":"STATUS_CODE_ERROR"}}
            """;
        var spans = trace["spans"]!.AsArray();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), spans[0]), spans[0]!.ToJsonString());
        Assert.Equal("AAAAAAAAAAE=", (string?)spans[1]!["parent_span_id"]);
    }

    [Fact]
    public async Task Spans_in_JSON_create_a_trace_that_search_finds()
    {
        var hex = Convert.ToHexStringLower(traceId);
        var body = $$$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{hex}}}","spanId":"00000000000000aa","name":"ask",
            "kind":1,"startTimeUnixNano":"{{{Start}}}","endTimeUnixNano":"{{{Start + 5_000_000}}}",
            "attributes":[{"key":"mlflow.spanType","value":{"stringValue":"\"LLM\""}},
            {"key":"model","value":{"stringValue":"gpt-{{{hex}}}"}}],"status":{"code":1}}]}]}]}
            """;
        var response = await Export(Encoding.UTF8.GetBytes(body), "application/json; charset=utf-8");
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
        var search = await suite.Http.PostAsync("/api/3.0/mlflow/traces/search", new StringContent($$$"""
            {"locations":[{"mlflow_experiment":{"experiment_id":"0"}}],
            "filter":"span.type = 'LLM' AND span.attributes.model LIKE '%{{{hex}}}' AND status = 'OK'"}
            """, null, "application/json"));
        var found = JsonNode.Parse(await search.Content.ReadAsStringAsync())!["traces"]!.AsArray();
        Assert.Equal(Id, (string?)Assert.Single(found)!["trace_id"]);
    }

    [Fact]
    public async Task The_browser_downloads_the_spans_as_a_file_with_attributes_in_JSON()
    {
        await Export(Create(Root()), "application/x-protobuf");
        var response = await suite.Http.GetAsync($"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={Id}");
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        var span = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["spans"]![0]!;
        Assert.Equal("\"CHAIN\"", (string?)span["attributes"]!["mlflow.spanType"]);
        Assert.Equal("[true]", (string?)span["attributes"]!["list"]);
        Assert.Equal("STATUS_CODE_ERROR", (string?)span["status"]!["code"]);
        Assert.Equal("""{"type":"E","list":[true]}""", span["events"]![0]!["attributes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_trace_of_which_spans_are_missing_is_not_among_several_traces()
    {
        var address = $"/api/3.0/mlflow/traces/batchGet?trace_ids={Id}";
        var info = new
        {
            trace_id = Id, trace_location = new { mlflow_experiment = new { experiment_id = "0" } },
            trace_metadata = new Dictionary<string, string> { ["mlflow.trace.sizeStats"] = "{\"num_spans\": 2}" },
        };
        await suite.Http.PostAsJsonAsync("/api/3.0/mlflow/traces", new { trace = new { trace_info = info } });
        await Export(Create(Root()), "application/x-protobuf");
        Assert.Equal("{}", await suite.Http.GetStringAsync(address));
        await Export(Create(Child()), "application/x-protobuf");
        Assert.Single(JsonNode.Parse(await suite.Http.GetStringAsync(address))!["traces"]!.AsArray());
    }

    [Fact]
    public async Task Costs_and_tokens_of_spans_are_summed_and_previews_are_read_from_other_conventions()
    {
        static byte[] Cost(string value) => Attribute("mlflow.llm.cost", Utf8(1, value));
        const string Cost1 = """{"input_cost": 0.1, "output_cost": 0.2, "total_cost": 0.3}""";
        const string Cost2 = """{"input_cost": 0.2, "output_cost": 0.1, "total_cost": 0.3}""";
        await Export(Create(Span(
            child, "a", Block(4, root), Cost(Cost1), Attribute("gen_ai.usage.input_tokens", Number(3, 2)),
            Attribute("gen_ai.usage.output_tokens", Number(3, 3)))), "application/x-protobuf");
        await Export(Create(
            Span([9, 0, 0, 0, 0, 0, 0, 0], "b", Block(4, root), Cost(Cost2)),
            Span(
                root, "r", Attribute("input.value", Utf8(1, """{"messages":[{"role":"user","content":"hi"}]}""")),
                Attribute("output.value", Utf8(1, "bye")))), "application/x-protobuf");

        var info = JsonNode.Parse(await suite.Http.GetStringAsync($"/api/3.0/mlflow/traces/{Id}"))!
            ["trace"]!["trace_info"]!;
        Assert.Equal(("hi", "bye"), ((string?)info["request_preview"], (string?)info["response_preview"]));
        Assert.Equal(
            """{"input_cost":0.3,"output_cost":0.3,"total_cost":0.6}""",
            (string?)info["trace_metadata"]!["mlflow.trace.cost"]);
        Assert.Equal(
            """{"input_tokens":2,"output_tokens":3,"total_tokens":5}""",
            (string?)info["trace_metadata"]!["mlflow.trace.tokenUsage"]);
    }

    [Fact]
    public async Task The_experiment_is_required_and_must_exist()
    {
        var none = await Export(Create(Root()), "application/x-protobuf", experimentId: null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("x-mlflow-experiment-id", await none.Content.ReadAsStringAsync());
        var unknown = await Export(Create(Root()), "application/x-protobuf", experimentId: "4711");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Contains("Failed to log OpenTelemetry spans", await unknown.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_truncated_or_too_deep_body_or_one_of_another_type_is_refused()
    {
        var complete = Create(Root());
        byte[] deep = Number(2, 1);
        for (var i = 0; i < 100; i++) deep = Block(5, Block(1, deep));
        var nested = Create(Span(root, "x", Attribute("deep", deep)));
        foreach (var body in (byte[][])[complete[..^1], [0xff, 0xff, 0xff], nested, []])
            Assert.Equal(HttpStatusCode.BadRequest, (await Export(body, "application/x-protobuf")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Export(complete, "text/plain")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Export(complete, "application/x-protobuf", "br")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Export(complete, "application/json")).StatusCode);
        var bomb = Packed(new byte[64 << 20], "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, (await Export(bomb, "application/x-protobuf", "gzip")).StatusCode);
    }

    private byte[] Root() => Span(
        root, "answer",
        Number(6, 1), Fixed(8, Start + 250_000_000), Attribute("mlflow.spanType", Utf8(1, "CHAIN")),
        Attribute("n", Number(3, ulong.MaxValue)), Attribute("list", Block(5, Block(1, Number(2, 1)))),
        Exception(), Block(15, Utf8(2, "broke"), Number(3, 2)));

    private static byte[] Exception() => Block(
        11, Fixed(1, Start), Utf8(2, "exception"), Block(3, Utf8(1, "type"), Block(2, Utf8(1, "E"))),
        Block(3, Utf8(1, "list"), Block(2, Block(5, Block(1, Number(2, 1))))));

    private byte[] Child() => Span(child, "call", Block(4, root), Fixed(8, Start + 1));

    private byte[] Span(byte[] id, string name, params byte[][] more) =>
        [.. Block(1, traceId), .. Block(2, id), .. Utf8(5, name), .. Fixed(7, Start), .. more.SelectMany(part => part)];

    private static byte[] Packed(byte[] body, string encoding)
    {
        if (encoding == "identity") return body;
        var packed = new MemoryStream();
        using (Stream stream = encoding == "gzip"
            ? new GZipStream(packed, CompressionMode.Compress)
            : new ZLibStream(packed, CompressionMode.Compress)) stream.Write(body);
        return packed.ToArray();
    }

    private Task<HttpResponseMessage> Export(
        byte[] body, string type, string encoding = "identity", string? experimentId = "0")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding != "identity") request.Content.Headers.ContentEncoding.Add(encoding);
        if (experimentId is not null) request.Headers.Add("x-mlflow-experiment-id", experimentId);
        return suite.Http.SendAsync(request);
    }
}
