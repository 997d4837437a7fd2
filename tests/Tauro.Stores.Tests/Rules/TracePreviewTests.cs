using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Tests.Rules;

/// <summary>Previews of a trace, from the attributes and events of its root span.</summary>
public sealed class TracePreviewTests
{
    [Theory]
    [InlineData("mlflow.spanInputs", "hello", "hello")]
    [InlineData("input.value", "hello", "hello")]
    [InlineData("input.value", "{}", null)]
    [InlineData("gen_ai.input.messages", """[{"role":"system","content":"s"},{"role":"user","content":"b"}]""", "b")]
    [InlineData("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"a"}]}]""", "a")]
    [InlineData("gen_ai.input.messages", """[{"role":"user","content":"a"},{"role":"user","content":"b"}]""", "a")]
    [InlineData("traceloop.entity.input", """{"a":1}""", """{"a":1}""")]
    [InlineData("gcp.vertex.agent.llm_request", "ask", "ask")]
    [InlineData("ai.prompt", """{"messages":[{"role":"user","content":[{"type":"text","text":"why"}]}]}""", "why")]
    [InlineData("llm.messages", """[{"role":"assistant","content":"only"}]""", "only")]
    [InlineData("lk.user_input", "spoken", "spoken")]
    [InlineData("langfuse.observation.input", "x", "x")]
    [InlineData("lmnr.span.input", "x", "x")]
    [InlineData("user_prompt", "x", null)]
    [InlineData("other", "x", null)]
    public void The_request_is_read_from_the_attribute_of_a_known_convention(
        string key, string value, string? preview) =>
        Assert.Equal(preview, Log(Attributes((key, value))).RequestPreview);

    [Fact]
    public void MLflows_own_attribute_counts_first_and_Claude_Codes_only_in_its_spans()
    {
        Assert.Equal("b", Log(Attributes(("input.value", "a"), ("mlflow.spanInputs", "b"))).RequestPreview);
        Assert.Equal(
            "a", Log(Attributes(("user_prompt", "a"), ("span.type", "claude_code.interaction"))).RequestPreview);
        Assert.Null(Log(Attributes(("user_prompt", "<REDACTED>"), ("span.type", "interaction"))).RequestPreview);
    }

    [Theory]
    [InlineData("output.value", "bye", "bye")]
    [InlineData("mlflow.spanOutputs", """{"choices":[{"message":{"role":"assistant","content":"bye"}}]}""", "bye")]
    [InlineData("output.value", """{"output":[{"role":"a","content":[{"type":"output_text","text":"b"}]}]}""", "b")]
    [InlineData("ai.response.text", "bye", "bye")]
    public void So_is_the_response(string key, string value, string preview) =>
        Assert.Equal(preview, Log(Attributes((key, value))).ResponsePreview);

    [Fact]
    public void Frameworks_that_send_events_are_known_too()
    {
        var trace = Log(new
        {
            events = new object[]
            {
                new { name = "gen_ai.system.message", attributes = List(("content", "be brief")) },
                new { name = "gen_ai.user.message", attributes = List(("content", "hi")) },
                new { name = "gen_ai.content.completion", attributes = List(("gen_ai.completion", "bye")) },
            },
        });

        Assert.Equal(("hi", "bye"), (trace.RequestPreview, trace.ResponsePreview));
    }

    [Fact]
    public void A_long_preview_ends_in_an_ellipsis()
    {
        var preview = Log(Attributes(("input.value", new string('a', 5_000)))).RequestPreview!;

        Assert.Equal(Limits.TracePreviewLengthMax, preview.Length);
        Assert.EndsWith("a...", preview, StringComparison.Ordinal);
    }

    private static object Attributes(params (string Key, string Value)[] pairs) => new { attributes = List(pairs) };

    private static object[] List(params (string Key, string Value)[] pairs) =>
        [.. pairs.Select(pair => new { key = pair.Key, value = new { string_value = pair.Value } })];

    private static Trace Log(object content)
    {
        var span = new Span(
            new("tr-1"), new("1"), null, "", null, "OK", 0, 1,
            SpanContent.From(JsonSerializer.SerializeToUtf8Bytes(content)));
        var experiment = new Experiment { ExperimentId = new("1"), Name = "e", ArtifactLocation = "a:/1" };
        var batch = SpanBatch.From([span], packed => packed).Value;
        var decided = SpanWrites.Log(experiment, new("1"), batch, _ => null).Value;
        return Assert.IsType<TraceFact.PutTrace>(decided.Facts[0]).Trace;
    }
}
