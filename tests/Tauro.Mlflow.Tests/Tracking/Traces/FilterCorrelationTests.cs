using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking.Traces;

/// <summary>The correlation of two filters on traces.</summary>
[Collection("suite")]
public sealed class FilterCorrelationTests(Suite suite) : IAsyncLifetime
{
    private const string Correlation = "/api/3.0/mlflow/traces/calculate-filter-correlation";
    private string experiment = "";

    public async ValueTask InitializeAsync()
    {
        experiment = await suite.CreateExperiment();
        for (var i = 0; i < 15; i++)
        {
            await suite.SendJson(HttpMethod.Post, "/api/2.0/mlflow/traces", new
            {
                experiment_id = experiment, timestamp_ms = i,
                tags = new[] { new { key = "type", value = i < 8 ? "TOOL" : "LLM" } },
            });
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Filters_that_always_match_together_correlate_by_1_and_less_when_smoothed()
    {
        var body = await Correlate("tags.type = 'TOOL'", "timestamp_ms < 8");
        Assert.Equal((8, 8, 8, 15), Counts(body));
        Assert.Equal(1, (double)body["npmi"]!, 9);
        Assert.InRange((double)body["npmi_smoothed"]!, 0.8, 0.999);
    }

    [Fact]
    public async Task Filters_that_never_match_together_correlate_by_minus_1()
    {
        var body = await Correlate("tags.type = 'TOOL'", "tags.type = 'LLM'");
        Assert.Equal((8, 7, 0, 15), Counts(body));
        Assert.Equal(-1, (double)body["npmi"]!);
    }

    [Fact]
    public async Task A_filter_that_matches_nothing_makes_the_correlation_NaN() =>
        Assert.Equal("NaN", (string?)(await Correlate("tags.type = 'none'", "timestamp_ms >= 0"))["npmi"]);

    [Fact]
    public async Task A_base_filter_limits_all_counts()
    {
        var body = await Correlate("tags.type = 'TOOL'", "timestamp_ms >= 0", "timestamp_ms >= 4");
        Assert.Equal((4, 11, 4, 11), Counts(body));
        Assert.Equal(0, (double)body["npmi"]!, 9);
    }

    private static (int, int, int, int) Counts(JsonNode body) => (
        (int)body["filter1_count"]!, (int)body["filter2_count"]!, (int)body["joint_count"]!,
        (int)body["total_count"]!);

    private Task<JsonNode> Correlate(string value, string two, string? within = null) => suite.SendJson(
        HttpMethod.Post, Correlation,
        new { experiment_ids = new[] { experiment }, filter_string1 = value, filter_string2 = two,
            base_filter = within });
}
