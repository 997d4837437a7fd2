using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
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
            "events":[{"time_unix_nano":{{{Start}}},"name":"exception"}],
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
        Block(11, Fixed(1, Start), Utf8(2, "exception")), Block(15, Utf8(2, "broke"), Number(3, 2)));

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
