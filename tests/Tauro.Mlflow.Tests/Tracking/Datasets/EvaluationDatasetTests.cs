using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking.Datasets;

/// <summary>MLflow's routes for evaluation datasets, as a client uses them.</summary>
[Collection("suite")]
public sealed class EvaluationDatasetTests(Suite suite)
{
    private const string Api = "/api/3.0/mlflow/datasets";

    [Fact]
    public async Task A_new_dataset_has_exactly_these_fields_and_tags_as_a_JSON_string()
    {
        var experiment = await suite.CreateExperiment();
        var created = (await suite.SendJson(HttpMethod.Post, $"{Api}/create", new
        {
            name = "questions", experiment_ids = new[] { experiment },
            tags = """{"team":"qa","mlflow.user":"ann"}""",
        }))["dataset"]!.AsObject();

        Assert.Equal(
            [
                "dataset_id", "name", "tags", "digest", "created_time", "last_update_time", "created_by",
                "last_updated_by", "experiment_ids",
            ],
            created.Select(member => member.Key));
        Assert.Equal(
            ("""{"team":"qa","mlflow.user":"ann"}""", "ann"),
            ((string?)created["tags"], (string?)created["created_by"]));
        Assert.Matches("^d-[0-9a-f]{32}$", (string)created["dataset_id"]!);
        Assert.True(created["created_time"]!.AsValue().TryGetValue(out long time) && time > 0);
    }

    [Fact]
    public async Task Get_and_search_omit_the_experiments_so_that_clients_request_them()
    {
        var experiment = await suite.CreateExperiment();
        var id = await Create(experimentIds: [experiment]);
        var got = (await suite.SendJson(HttpMethod.Get, $"{Api}/{id}"))["dataset"]!.AsObject();
        Assert.False(got.ContainsKey("experiment_ids"));
        Assert.Equal("{}", (string?)got["tags"]);
        var found = await suite.SendJson(
            HttpMethod.Get, $"/ajax-api/3.0/mlflow/datasets/search?experiment_ids={experiment}");
        Assert.False(Assert.Single(found["datasets"]!.AsArray())!.AsObject().ContainsKey("experiment_ids"));
        var ids = await suite.SendJson(HttpMethod.Get, $"{Api}/{id}/experiment-ids");
        Assert.Equal([experiment], ids["experiment_ids"]!.AsArray().Select(jsonNode => (string?)jsonNode));
    }

    [Fact]
    public async Task An_unknown_dataset_has_no_experiments() => Assert.Equal(
        "{}", (await suite.SendJson(HttpMethod.Get, $"{Api}/d-none/experiment-ids")).ToJsonString());

    [Fact]
    public async Task Adding_and_removing_experiments_can_be_repeated()
    {
        var (value, two) = (await suite.CreateExperiment(), await suite.CreateExperiment());
        var id = await Create(experimentIds: [value]);
        for (var i = 0; i < 2; i++)
            Assert.Equal([value, two], await Experiments(id, "add-experiments", two));
        for (var i = 0; i < 2; i++)
            Assert.Equal([two], await Experiments(id, "remove-experiments", value));
        var error = await suite.SendJson(
            HttpMethod.Post, $"{Api}/{id}/add-experiments", new { experiment_ids = new[] { "999999" } }, 404);
        Assert.Equal("No Experiment with id=999999 exists", (string?)error["message"]);
    }

    [Fact]
    public async Task Null_in_tags_deletes_nothing_and_tags_do_not_change_the_last_update_time()
    {
        var id = await Create("""{"a":"1","b":"2"}""");
        var before = await Get(id);
        await suite.SendJson(HttpMethod.Patch, $"{Api}/{id}/tags", new { tags = """{"a":null,"b":"3","c":4}""" });
        var after = await Get(id);
        Assert.Equal("""{"a":"1","b":"3","c":"4"}""", (string?)after["tags"]);
        Assert.Equal((long)before["last_update_time"]!, (long)after["last_update_time"]!);
        Assert.Equal((string)before["digest"]!, (string)after["digest"]!);
        for (var i = 0; i < 2; i++) await suite.SendJson(HttpMethod.Delete, $"{Api}/{id}/tags/b");
        Assert.Equal("""{"a":"1","c":"4"}""", (string?)(await Get(id))["tags"]);
    }

    [Fact]
    public async Task A_delete_needs_no_body_and_can_be_repeated()
    {
        var id = await Create();
        Assert.Equal("{}", (await suite.SendJson(HttpMethod.Delete, $"{Api}/{id}")).ToJsonString());
        Assert.Equal("{}", (await suite.SendJson(HttpMethod.Delete, $"{Api}/{id}")).ToJsonString());
        var error = await suite.SendJson(HttpMethod.Get, $"{Api}/{id}", status: 404);
        Assert.Equal(
            ("RESOURCE_DOES_NOT_EXIST", $"Evaluation dataset with id '{id}' not found"),
            ((string?)error["error_code"], (string?)error["message"]));
    }

    [Fact]
    public async Task Datasets_are_filtered_ordered_and_paged_newest_first_by_default()
    {
        var experiment = await suite.CreateExperiment();
        var names = new[] { "a", "b", "c" };
        foreach (var name in names)
            await Create($$"""{"half":"{{(name == "b" ? 2 : 1)}}"}""", [experiment], name);
        Assert.Equal(["c", "a"], await FindNames(experiment, "tags.half = '1'", "name DESC"));
        Assert.Equal(["b"], await FindNames(experiment, "tags.half != '1'"));
        Assert.Equal(["b", "c"], await FindNames(experiment, "name != 'a' AND created_time > 0", "name"));

        var first = await Search(new { experiment_ids = new[] { experiment }, max_results = 2, order_by = Name });
        var second = await Search(new
        {
            experiment_ids = new[] { experiment }, max_results = 2, order_by = Name,
            page_token = (string)first["next_page_token"]!,
        });
        Assert.Equal(names, Names(first).Concat(Names(second)));
        Assert.Null(second["next_page_token"]);
        var error = await suite.SendJson(
            HttpMethod.Post, $"{Api}/search", new { filter_string = "invalid_field = 'x'" }, 400);
        Assert.Contains("Invalid attribute key", (string?)error["message"]);
    }

    [Theory]
    [InlineData("create", """{}""", "Missing value for required parameter 'name'")]
    [InlineData("create", """{"name":"a","tags":"[1]"}""", "'tags'")]
    [InlineData("create", """{"name":"a","tags":"{"}""", "'tags'")]
    [InlineData("search", """{"max_results":0}""", "'max_results'")]
    public async Task An_invalid_request_is_refused_with_MLflows_message(string path, string body, string phrase) =>
        Assert.Contains(phrase, await suite.Refused($"{Api}/{path}", body));

    private static readonly string[] Name = ["name"];

    private static string[] Names(JsonNode found) =>
        [.. found["datasets"]!.AsArray().Select(dataset => (string)dataset!["name"]!)];

    private Task<JsonNode> Search(object body) => suite.SendJson(HttpMethod.Post, $"{Api}/search", body);

    private async Task<string[]> FindNames(string experiment, string filter, params string[] orderBy) => Names(
        await Search(new { experiment_ids = new[] { experiment }, filter_string = filter, order_by = orderBy }));

    private async Task<JsonNode> Get(string id) => (await suite.SendJson(HttpMethod.Get, $"{Api}/{id}"))["dataset"]!;

    private async Task<IEnumerable<string?>> Experiments(string id, string verb, string experiment)
    {
        var body = await suite.SendJson(
            HttpMethod.Post, $"{Api}/{id}/{verb}", new { experiment_ids = new[] { experiment } });
        return body["dataset"]!["experiment_ids"]!.AsArray().Select(jsonNode => (string?)jsonNode);
    }

    private async Task<string> Create(
        string? tags = null, string[]? experimentIds = null, string name = "questions") =>
        (string)(await suite.SendJson(
            HttpMethod.Post, $"{Api}/create", new { name, tags, experiment_ids = experimentIds }))
        ["dataset"]!["dataset_id"]!;
}
