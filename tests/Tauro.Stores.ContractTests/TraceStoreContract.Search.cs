using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Traces;

namespace Tauro.Stores.ContractTests;

public abstract partial class TraceStoreContract
{
    [Theory]
    [InlineData("", "tr-2 tr-1")]
    [InlineData("status = 'OK'", "tr-2")]
    [InlineData("trace.status != 'OK'", "tr-1")]
    [InlineData("attributes.timestamp_ms > 1500", "tr-2")]
    [InlineData("timestamp <= 1000 AND execution_time_ms = 250", "tr-1")]
    [InlineData("name LIKE 'ans%'", "tr-2 tr-1")]
    [InlineData("tags.team = 'risk'", "tr-2")]
    [InlineData("tag.team IS NULL", "tr-1")]
    [InlineData("metadata.`mlflow.trace.session` = 's1'", "tr-1")]
    [InlineData("request_metadata.\"mlflow.trace.session\" ILIKE 'S%'", "tr-1")]
    [InlineData("span.name = 'call'", "tr-2 tr-1")]
    [InlineData("span.type = 'LLM' AND span.status = 'ERROR'", "tr-1")]
    [InlineData("span.type IN ('TOOL', 'X')", "tr-2")]
    [InlineData("span.attributes.llm.model LIKE '%mini%'", "tr-1")]
    [InlineData("span.attributes.temperature = '0.5'", "tr-2")]
    [InlineData("feedback.score >= 0.8", "tr-1")]
    [InlineData("feedback.score > '0.1'", "tr-2 tr-1")]
    [InlineData("feedback.good = 'true'", "tr-1")]
    [InlineData("feedback.good = true", "tr-1")]
    [InlineData("expectation.answer = '42'", "tr-2")]
    [InlineData("expectation.answer IS NULL", "tr-1")]
    [InlineData("trace.text LIKE '%gpt-mini%'", "tr-1")]
    [InlineData("span.name RLIKE '^ca..$' AND NOT (status = 'OK')", "tr-1")]
    [InlineData("status = 'OK' OR feedback.good = true", "tr-2 tr-1")]
    public async Task A_filter_finds_traces(string filter, string found)
    {
        await Fill();
        Assert.Equal(found, string.Join(' ', await Search(filter)));
    }

    [Theory]
    [InlineData("span.colour = 'red'")]
    [InlineData("params.a = 'b'")]
    [InlineData("colour = 'red'")]
    [InlineData("feedback.score > 'many'")]
    [InlineData("timestamp_ms > 'x'")]
    public void An_invalid_filter_is_refused(string filter) =>
        Invalid(FilterParser.Parse(filter, FilterVocabulary.Traces));

    [Fact]
    public async Task Traces_are_sorted_as_requested_and_paged_without_gaps()
    {
        for (var i = 0; i < 25; i++) Ok(await Traces.StartTrace(Info($"tr-{i:00}", 1_000 + (i % 5))));
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = Ok(await Traces.SearchTraces(new TraceQuery([Default, Default], new PageRequest(10, token))));
            seen.AddRange(page.Items.Select(trace => trace.TraceId.Value));
            token = page.NextPageToken;
        }
        while (token is not null);
        var newestFirst = Enumerable.Range(0, 25).OrderByDescending(i => i % 5).ThenBy(i => i)
            .Select(i => $"tr-{i:00}");
        Assert.Equal(newestFirst, seen);
        Assert.Equal("tr-00", (await Search("", "timestamp_ms ASC"))[0]);
    }

    private async Task Fill()
    {
        Ok(await Traces.LogSpans(Default,
        [
            NewSpan("1", trace: "tr-1", name: "answer", status: "ERROR", attributes: ("session.id", "s1")),
            NewSpan(
                "2", "1", trace: "tr-1", name: "call", type: "LLM", status: "ERROR",
                attributes: ("llm.model", "gpt-mini")),
            NewSpan("1", trace: "tr-2", name: "answer", start: 2_000, end: 2_500),
            NewSpan(
                "2", "1", trace: "tr-2", name: "call", type: "TOOL", start: 2_100, end: 2_200,
                attributes: ("temperature", "0.5")),
        ]));
        Ok(await Traces.SetTraceTag(new("tr-2"), "team", "risk"));
        Ok(await Traces.CreateAssessment(Feedback("score", 0.9, "tr-1")));
        Ok(await Traces.CreateAssessment(Feedback("score", 0.2, "tr-2")));
        Ok(await Traces.CreateAssessment(Feedback("good", true, "tr-1")));
        var result = Feedback("answer", "42", "tr-2");
        Ok(await Traces.CreateAssessment(result with { Feedback = null, Expectation = result.Feedback }));
    }
}
