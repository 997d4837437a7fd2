using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking.Issues;

/// <summary>MLflow's routes for issues, as a client uses them.</summary>
[Collection("suite")]
public sealed class IssueTests(Suite suite) : IAsyncLifetime
{
    private const string Api = "/api/3.0/mlflow/issues";
    private const string Traces = "/api/3.0/mlflow/traces";
    private string experiment = "";

    public async ValueTask InitializeAsync() => experiment = await suite.CreateExperiment();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{"name":"a","description":"d"}""", "parameter 'experiment_id'")]
    [InlineData("""{"experiment_id":"0","name":"","description":"d"}""", "parameter 'name'")]
    [InlineData("""{"experiment_id":"0","name":"a"}""", "parameter 'description'")]
    [InlineData("""{"experiment_id":"0","name":"a","description":"d","status":"open"}""", "valid IssueStatus")]
    [InlineData("""{"experiment_id":"0","name":"a","description":"d","severity":"HIGH"}""", "valid IssueSeverity")]
    [InlineData("""{"experiment_id":"0","name":"a","description":"d","root_causes":"x"}""", "'root_causes'")]
    public async Task An_invalid_issue_is_refused(string body, string phrase) =>
        Assert.Contains(phrase, await suite.Refused(Api, body));

    [Fact]
    public async Task An_issue_of_a_missing_experiment_or_run_is_not_found()
    {
        Assert.Contains("No Experiment with id=987654", await suite.Refused(
            Api, new { experiment_id = "987654", name = "a", description = "d" }, "RESOURCE_DOES_NOT_EXIST", 404));
        Assert.Contains("Run with id=none not found", await suite.Refused(
            Api, new { experiment_id = experiment, name = "a", description = "d", source_run_id = "none" },
            "RESOURCE_DOES_NOT_EXIST", 404));
        var error = await suite.SendJson(HttpMethod.Patch, $"{Api}/iss-none", new { name = "a" }, 404);
        Assert.Equal("Issue with ID 'iss-none' not found", (string?)error["message"]);
    }

    [Fact]
    public async Task A_search_is_paged_filtered_and_counts_traces()
    {
        var (low, high) = (await Create("low", "low"), await Create("high", "high"));
        foreach (var trace in new[] { await StartTrace(), await StartTrace() })
            await suite.SendJson(HttpMethod.Post, $"{Traces}/{trace}/assessments", new
            {
                assessment = new { assessment_name = low, issue = new { issue_name = "low" } },
            });
        await suite.SendJson(HttpMethod.Patch, $"{Api}/{high}", new { status = "rejected" });

        var first = await Search(new { experiment_id = experiment, max_results = 1, include_trace_count = true });
        var second = await Search(new
        {
            experiment_id = experiment, max_results = 1, include_trace_count = true,
            page_token = (string?)first["next_page_token"],
        });
        Assert.Equal(["high 0", "low 2"], Counts(first).Concat(Counts(second)));
        Assert.Null(second["next_page_token"]);
        Assert.Equal(["low "], Counts(await Search(
            new { experiment_id = experiment, filter_string = "status = 'pending'" })));
    }

    [Theory]
    [InlineData("""{"filter_string":"name = 'a'"}""", "Invalid attribute key 'name'")]
    [InlineData("""{"max_results":0}""", "Invalid value 0 for parameter 'max_results'")]
    [InlineData("""{"page_token":"x"}""", "page token")]
    public async Task An_invalid_search_is_refused(string body, string phrase) =>
        Assert.Contains(phrase, await suite.Refused($"{Api}/search", body));

    [Fact]
    public async Task A_reference_to_an_issue_does_not_become_feedback()
    {
        var assessments = $"{Traces}/{await StartTrace()}/assessments";
        var made = (await suite.SendJson(HttpMethod.Post, assessments, new
        {
            assessment = new { assessment_name = "iss-1", issue = new { issue_name = "slow" } },
        }))["assessment"]!;
        var error = await suite.SendJson(HttpMethod.Patch, $"{assessments}/{made["assessment_id"]}", new
        {
            assessment = new { feedback = new { value = 1 } }, update_mask = "feedback",
        }, 400);
        Assert.Equal("Cannot update feedback value on an Issue assessment", (string?)error["message"]);
        error = await suite.SendJson(HttpMethod.Post, assessments, new
        {
            assessment = new
            {
                assessment_name = "iss-1", issue = new { issue_name = "slow" }, feedback = new { value = 1 },
            },
        }, 400);
        Assert.Equal("INVALID_PARAMETER_VALUE", (string?)error["error_code"]);
    }

    private static string[] Counts(JsonNode found) =>
        [.. found["issues"]!.AsArray().Select(issue => $"{issue!["name"]} {issue["trace_count"]}")];

    private async Task<string> Create(string name, string severity) => (string)(await suite.SendJson(
        HttpMethod.Post, Api, new { experiment_id = experiment, name, description = "d", severity }))["issue"]![
        "issue_id"]!;

    private Task<JsonNode> Search(object query) => suite.SendJson(HttpMethod.Post, $"{Api}/search", query);

    private async Task<string> StartTrace()
    {
        var id = $"tr-{Guid.NewGuid():N}";
        await suite.SendJson(HttpMethod.Post, Traces, new
        {
            trace = new
            {
                trace_info = new
                {
                    trace_id = id,
                    trace_location = new
                    {
                        type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = experiment },
                    },
                    request_time = "2026-01-31T12:00:00Z",
                    state = "OK",
                },
            },
        });
        return id;
    }
}
