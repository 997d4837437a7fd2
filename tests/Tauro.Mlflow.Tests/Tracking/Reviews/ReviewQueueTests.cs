namespace Tauro.Mlflow.Tests.Tracking.Reviews;

/// <summary>MLflow's routes for review queues, as a client uses them.</summary>
[Collection("suite")]
public sealed class ReviewQueueTests(Suite suite) : IAsyncLifetime
{
    private const string Api = "/api/3.0/mlflow/review-queues";
    private string experiment = "";

    public async ValueTask InitializeAsync() => experiment = await suite.CreateExperiment();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("", "CUSTOM", "", "required parameter 'name'")]
    [InlineData("a", "REVIEW_QUEUE_TYPE_UNSPECIFIED", "", "required parameter 'queue_type'")]
    [InlineData("DEFAULT", "CUSTOM", "", "reserved")]
    [InlineData("ann", "USER", "bob", "exactly one")]
    [InlineData("a", "CUSTOM", " ", "user name is blank")]
    public async Task An_invalid_queue_is_refused(string name, string type, string user, string phrase) =>
        Assert.Contains(phrase, await suite.Refused($"{Api}/create", new
        {
            experiment_id = experiment, name, queue_type = type, users = user.Length == 0 ? [] : new[] { user },
        }));

    [Fact]
    public async Task A_queue_needs_a_free_name_and_label_schemas_that_exist()
    {
        await Create("Safety");
        Assert.Equal(
            "Review queue with name 'Safety' already exists (names are case-insensitive).",
            await suite.Refused(
                $"{Api}/create", new { experiment_id = experiment, name = "safety", queue_type = "CUSTOM" },
                "RESOURCE_ALREADY_EXISTS"));
        Assert.Contains("'ls-none' was not found", await suite.Refused($"{Api}/create", new
        {
            experiment_id = experiment, name = "other", queue_type = "CUSTOM", schema_ids = new[] { "ls-none" },
        }));
    }

    [Fact]
    public async Task Items_are_traces_of_the_experiment_of_the_queue()
    {
        var queue_id = await Create("q");
        Assert.Contains("they do not exist in experiment", await suite.Refused(
            $"{Api}/items/add", new { queue_id, item_ids = new[] { "tr-none" } }, "RESOURCE_DOES_NOT_EXIST", 404));
        Assert.Contains("non-empty list", await suite.Refused($"{Api}/items/add", new { queue_id }));
        Assert.Contains("for parameter 'item_type'", await suite.Refused(
            $"{Api}/items/add", new { queue_id, item_ids = new[] { "tr-none" }, item_type = "SPAN" }));
        Assert.Contains("is not attached", await suite.Refused(
            $"{Api}/items/set-status", new { queue_id, item_id = "tr-1", status = "DECLINED", completed_by = "ann" },
            "RESOURCE_DOES_NOT_EXIST", 404));
        Assert.Contains("completed_by", await suite.Refused(
            $"{Api}/items/set-status", new { queue_id, item_id = "tr-1", status = "DECLINED" }));
    }

    private async Task<string> Create(string name) =>
        (await suite.Call($"{Api}/create", new { experiment_id = experiment, name, queue_type = "CUSTOM" }))
        .GetProperty("review_queue").GetString("queue_id");
}
