using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
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
    [InlineData("trace.text LIKE '%value%'", "")]
    [InlineData("trace.text LIKE '%string%' OR trace.text LIKE '%key%'", "")]
    [InlineData("trace.text LIKE '%\"llm.model\": %mini%'", "tr-1")]
    [InlineData("trace.text RLIKE 'gpt-[a-z]+'", "tr-1")]
    [InlineData("trace.text IS NOT NULL", "tr-2 tr-1")]
    [InlineData("span.type = 'LLM' AND span.name = 'answer'", "")]
    [InlineData("span.type = 'LLM' AND status != 'OK' AND span.name = 'call'", "tr-1")]
    [InlineData("span.status = 'ERROR' AND (span.type = 'X' OR span.name = 'answer')", "tr-1")]
    [InlineData("span.type = 'TOOL' AND NOT (span.name = 'answer')", "")]
    [InlineData("span.type = 'TOOL' OR span.type = 'LLM' AND span.name = 'answer'", "tr-2")]
    [InlineData("trace.text LIKE '%session%' AND span.attributes.llm.model = 'gpt-mini'", "")]
    [InlineData("span.name RLIKE '^ca..$' AND NOT (status = 'OK')", "tr-1")]
    [InlineData("span.type = 'LLM' AND span.name NOT LIKE 'an%'", "tr-1")]
    [InlineData("span.type = 'LLM' AND span.name NOT RLIKE '^ca'", "")]
    [InlineData("span.type NOT ILIKE 'llm' AND span.name = 'call'", "tr-2")]
    [InlineData("span.attributes.llm.model NOT LIKE '%mini%'", "")]
    [InlineData("execution_time_ms NOT BETWEEN 100 AND 300", "tr-2")]
    [InlineData("status = 'OK' OR feedback.good = true", "tr-2 tr-1")]
    public async Task A_filter_finds_traces(string filter, string found)
    {
        await Fill();
        Assert.Equal(found, string.Join(' ', await Search(filter)));
    }

    [Theory]
    [InlineData("trace.text LIKE '%needle%'", true)]
    [InlineData("trace.text ILIKE '%NEEDLE in a%'", true)]
    [InlineData("trace.text LIKE '%needle%haystack%'", true)]
    [InlineData("trace.text LIKE '%haystack%needle%'", false)]
    [InlineData("trace.text RLIKE 'nee(dle|x)'", true)]
    [InlineData("trace.text RLIKE 'need[kl]e in an? hay'", true)]
    [InlineData("trace.text LIKE '%pin in a%'", false)]
    [InlineData("trace.text LIKE '%日本%'", true)]
    [InlineData("trace.text LIKE '%STATUS_CODE_UNSET%'", true)]
    [InlineData("span.attributes.found = 'needle in a haystack'", true)]
    [InlineData("span.attributes.found = 'pin'", false)]
    public async Task The_text_of_long_spans_is_searched(string filter, bool isFound)
    {
        var filler = string.Concat(Enumerable.Range(0, 500).Select(i => $"{i} straw "));
        Ok(await Traces.LogSpans(
            Default, [NewSpan("1", attributes: [("a", filler), ("found", "needle in a haystack"), ("b", "日本")])]));
        Assert.Equal(isFound ? [TraceId] : [], (await Search(filter)).Select(id => new TraceId(id)));
    }

    [Fact]
    public async Task An_assessment_of_a_session_counts_for_all_its_traces()
    {
        foreach (var (id, session) in ((string, string)[])[("tr-a", "s1"), ("tr-b", "s1"), ("tr-c", "s2")])
            Ok(await Traces.LogSpans(Default, [NewSpan("1", trace: id, attributes: ("session.id", session))]));
        var ofSession = new Dictionary<string, string> { [TraceKeys.Session] = "s1" };
        Ok(await Traces.CreateAssessment(Feedback("fluent", true, "tr-a") with { Metadata = ofSession }));
        Ok(await Traces.CreateAssessment(Feedback("short", true, "tr-a")));

        Assert.Equal(["tr-a", "tr-b"], await Search("feedback.fluent = 'true'"));
        Assert.Equal(["tr-c"], await Search("feedback.fluent IS NULL"));
        Assert.Equal(["tr-a"], await Search("feedback.short = 'true'"));
    }

    [Theory]
    [InlineData("span.type > 'LLM'", "span.type comparator '>' not one of")]
    [InlineData("span.colour = 'x'", "Invalid span attribute 'colour'. Supported attributes: name, status, type")]
    [InlineData("timestamp LIKE 'x'", "Invalid comparator 'LIKE' not one of")]
    [InlineData("colour.x = 'x'", "Invalid entity type 'colour'. Valid values are attribute, tag")]
    [InlineData("tag.a = 5", "Expected a quoted string value for tag (e.g. 'my-value'). Got value 5")]
    [InlineData("feedback.a > 'many'",
        "Expected a numeric value for feedback when using comparator '>'. Got value 'many'")]
    public void A_refused_filter_has_the_message_of_MLflow(string filter, string message) =>
        Assert.Contains(message, FilterParser.Parse(filter, FilterVocabulary.Traces).Problem?.Message);

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
