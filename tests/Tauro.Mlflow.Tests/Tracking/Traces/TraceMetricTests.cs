using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking.Traces;

/// <summary>Aggregations over traces, spans and assessments.</summary>
[Collection("suite")]
public sealed class TraceMetricTests(Suite suite) : IAsyncLifetime
{
    private const string Api = "/api/3.0/mlflow/traces";
    private const long Noon = 1_769_860_800_000;
    private const long Hour = 3_600_000;
    private static readonly string[] Count = ["COUNT"];
    private string experiment = "";

    public async ValueTask InitializeAsync()
    {
        experiment = await suite.CreateExperiment();
        await Trace("b", 0, 100, "OK", "s1", 10);
        await Trace("a", 0.5, 200, "ERROR", "s1", 20);
        await Trace("a", 1, 300, "OK", "s2", 30);
        await Trace("a", 2.5, 600, "OK", null, null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_count_without_dimensions_is_one_point_and_0_without_traces()
    {
        Assert.Equal([": COUNT=4"], await Points("TRACES", "trace_count", Count));
        Assert.Equal([": COUNT=0"], await Points("TRACES", "trace_count", Count, filters: ["trace.tag.no = 'x'"]));
        Assert.Equal([": COUNT=0"], await Points("SPANS", "span_count", Count));
    }

    [Fact]
    public async Task Points_are_sorted_by_the_dimensions_in_the_requested_order() => Assert.Equal(
        ["ERROR,a: COUNT=1", "OK,a: COUNT=2", "OK,b: COUNT=1"],
        await Points("TRACES", "trace_count", Count, ["trace_status", "trace_name"]));

    [Fact]
    public async Task A_session_counts_once_and_traces_without_one_do_not_count() =>
        Assert.Equal([": COUNT=2"], await Points("TRACES", "session_count", Count));

    [Fact]
    public async Task Percentiles_are_interpolated_between_two_values() => Assert.Equal(
        ["a: AVG=366.67 P50.0=300 P75.0=450", "b: AVG=100 P50.0=100 P75.0=100"],
        await Points("TRACES", "latency", ["AVG", "PERCENTILE 50", "PERCENTILE 75"], ["trace_name"]));

    [Fact]
    public async Task Traces_without_token_usage_do_not_count()
    {
        Assert.Equal([": SUM=60 AVG=20"], await Points("TRACES", "total_tokens", ["SUM", "AVG"]));
        Assert.Empty(await Points("TRACES", "input_tokens", ["SUM"]));
    }

    [Fact]
    public async Task Time_is_the_first_dimension_in_buckets_aligned_to_the_interval() => Assert.Equal(
        [
            "2026-01-31T12:00:00+00:00,ERROR: COUNT=1", "2026-01-31T12:00:00+00:00,OK: COUNT=1",
            "2026-01-31T13:00:00+00:00,OK: COUNT=1",
        ],
        await Points("TRACES", "trace_count", Count, ["trace_status"], hours: 2));

    [Fact]
    public async Task All_filters_must_match() => Assert.Equal(
        [": COUNT=1"],
        await Points(
            "TRACES", "trace_count", Count,
            filters: ["trace.status = 'OK'", "trace.metadata.`mlflow.trace.session` = 's2'"]));

    [Fact]
    public async Task Yes_and_true_are_1_and_other_strings_no_number_and_values_are_grouped_as_JSON()
    {
        var trace = await Trace("c", 3, 1, "OK", null, null);
        foreach (var (name, value) in new (string, object)[] { ("good", true), ("good", "no"), ("mood", "high") })
        {
            await suite.SendJson(HttpMethod.Post, $"{Api}/{trace}/assessments", new
            {
                assessment = new { assessment_name = name, feedback = new { value } },
            });
        }

        Assert.Equal(["good: AVG=0.5"], await Points("ASSESSMENTS", "assessment_value", ["AVG"], ["assessment_name"]));
        Assert.Equal(
            ["good,\"no\": COUNT=1", "good,true: COUNT=1", "mood,\"high\": COUNT=1"],
            await Points("ASSESSMENTS", "assessment_count", Count, ["assessment_name", "assessment_value"]));
        Assert.Equal(
            [": COUNT=1"],
            await Points("ASSESSMENTS", "assessment_count", Count, filters: ["assessment.name = 'mood'"]));
    }

    [Theory]
    [InlineData("status = 'OK'", "Invalid identifier 'status'")]
    [InlineData("trace.status != 'OK'", "Invalid comparator: '!=', only '=' operator is supported")]
    [InlineData("trace.other = 'x'", "Invalid entity 'other' specified")]
    [InlineData("trace.status.x = 'OK'", "'status' does not require a key")]
    [InlineData("span.status = 'OK'", "Filtering by span is only supported for SPANS view type")]
    [InlineData("assessment.type = 'x'", "Filtering by assessment is only supported for ASSESSMENTS view type")]
    [InlineData("nothing at all", "Invalid filter")]
    public async Task An_unsupported_filter_of_metrics_is_refused(string filter, string phrase) =>
        Assert.Contains(phrase, await Refused(new { filters = new[] { filter } }));

    [Fact]
    public async Task An_unsupported_option_of_a_metric_is_refused_by_name()
    {
        Assert.Contains("metric_name must be one of", await Refused(new { metric_name = "none" }));
        Assert.Contains("Found invalid dimension(s): ['span_name']", await Refused(new { dimensions = Spans }));
        Assert.Contains(
            "Found invalid aggregation_type(s): ['AVG']",
            await Refused(new { aggregations = new[] { new { aggregation_type = "AVG" } } }));
        Assert.Contains("start_time_ms and end_time_ms are required", await Refused(new { time_interval_seconds = 1 }));
    }

    private static readonly string[] Spans = ["span_name"];

    private async Task<string> Refused(object changed)
    {
        var body = Body("TRACES", "trace_count", Count);
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(changed)!.AsObject())
            body[name] = value!.DeepClone();
        return (string)(await suite.SendJson(HttpMethod.Post, $"{Api}/metrics", body, 400))["message"]!;
    }

    private JsonObject Body(string view, string metric, string[] aggregations) => new()
    {
        ["experiment_ids"] = new JsonArray(experiment), ["view_type"] = view, ["metric_name"] = metric,
        ["aggregations"] = new JsonArray([.. aggregations.Select(name => name.Split(' ')).Select(items => new JsonObject
        {
            ["aggregation_type"] = items[0], ["percentile_value"] = items.Length > 1 ? double.Parse(items[1]) : null,
        })]),
    };

    private async Task<string[]> Points(
        string view, string metric, string[] aggregations, string[]? dimensions = null, string[]? filters = null,
        int? hours = null)
    {
        var body = Body(view, metric, aggregations);
        body["dimensions"] = new JsonArray([.. (dimensions ?? []).Select(value => JsonValue.Create(value))]);
        body["filters"] = new JsonArray([.. (filters ?? []).Select(value => JsonValue.Create(value))]);
        if (hours is { } most)
            (body["time_interval_seconds"], body["start_time_ms"], body["end_time_ms"]) =
                (3_600, Noon, Noon + (most * Hour));
        var json = await suite.SendJson(HttpMethod.Post, $"{Api}/metrics", body);
        return [.. (json["data_points"]?.AsArray() ?? []).Select(point =>
            string.Join(',', point!["dimensions"]!.AsObject().Select(pair => (string?)pair.Value)) + ": "
            + string.Join(' ', point["values"]!.AsObject()
                .Select(pair => $"{pair.Key}={Math.Round((double)pair.Value!, 2)}")))];
    }

    private async Task<string> Trace(
        string name, double hours, int milliseconds, string state, string? session, int? tokens)
    {
        var id = $"tr-{Guid.NewGuid():N}";
        var metadata = new Dictionary<string, string>();
        if (session is not null) metadata["mlflow.trace.session"] = session;
        if (tokens is not null) metadata["mlflow.trace.tokenUsage"] = $$"""{"total_tokens":{{tokens}}}""";
        await suite.SendJson(HttpMethod.Post, Api, new
        {
            trace = new
            {
                trace_info = new
                {
                    trace_id = id, trace_location = new { mlflow_experiment = new { experiment_id = experiment } },
                    request_time = DateTimeOffset.FromUnixTimeMilliseconds(Noon + (long)(hours * Hour)),
                    execution_duration = $"{milliseconds / 1000m}s", state, trace_metadata = metadata,
                    tags = new Dictionary<string, string> { ["mlflow.traceName"] = name },
                },
            },
        });
        return id;
    }
}
