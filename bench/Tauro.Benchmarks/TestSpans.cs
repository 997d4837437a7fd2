using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Benchmarks;

/// <summary>Spans with about 2 KiB of input and output, made of common words.</summary>
internal static class TestSpans
{
    private const int WordsPerText = 150;

    private static readonly string[] Words =
        ("the of and to in is that for it as was with be by on not he his but at are this have from or had an they "
        + "which one you were all her she there would their we him been has when who will no more if out so up said "
        + "what its about than into them can only other time new some could these two may first then do any like my")
        .Split(' ');

    public static Span Create(TraceId traceId, int number, bool hasTokens = false)
    {
        var random = new Random(HashCode.Combine(number, traceId.Value.Length));
        var isRoot = number == 1;
        object[] attributes =
        [
            Attribute("mlflow.spanType", "LLM"), Attribute("mlflow.spanInputs", Prose(random)),
            Attribute("mlflow.spanOutputs", Prose(random)), Attribute("model", $"gpt-{random.Next(10)}"),
        ];
        var content = JsonSerializer.SerializeToUtf8Bytes(new
        {
            trace_id = "AAAAAAAAAAAAAAAAAAAAAQ==",
            span_id = "AAAAAAAAAAE=",
            name = "call",
            start_time_unix_nano = 1,
            attributes,
            status = new { code = "STATUS_CODE_OK" },
        });
        return new Span(
            traceId, new($"{number:x16}"), isRoot ? null : new($"{1:x16}"), "call", "LLM", "OK", 1, 2,
            SpanContent.From(content), hasTokens ? new TokenUsage(1, 2, 3) : null);
    }

    private static object Attribute(string key, string value) => new { key, value = new { string_value = value } };

    private static string Prose(Random random) =>
        string.Join(' ', Enumerable.Range(0, WordsPerText).Select(_ => Words[random.Next(Words.Length)]));
}
