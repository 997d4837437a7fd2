using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking.Scorers;

/// <summary>MLflow's routes for scorers, as a client uses them.</summary>
[Collection("suite")]
public sealed class ScorerTests(Suite suite) : IAsyncLifetime
{
    private const string Api = "/api/3.0/mlflow/scorers";
    private const string Judge = """{"instructions_judge_pydantic_data":{"model":"gateway:/judge"}}""";
    private string experiment = "";

    public async ValueTask InitializeAsync() => experiment = await suite.CreateExperiment();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Registering_again_creates_the_next_version_and_echoes_the_request()
    {
        var first = await Register("safety");
        Assert.Equal(
            ["version", "scorer_id", "experiment_id", "name", "serialized_scorer", "creation_time"],
            first.AsObject().Select(member => member.Key));
        Assert.Equal((1, experiment), ((int)first["version"]!, (string?)first["experiment_id"]));
        var second = await Register("safety", """{"data":2}""");
        Assert.Equal((2, (string?)first["scorer_id"]), ((int)second["version"]!, (string?)second["scorer_id"]));
    }

    [Fact]
    public async Task The_experiment_of_a_scorer_is_a_number_and_get_returns_the_latest_version_by_default()
    {
        await Register("safety");
        await Register("safety", """{"data":2}""");
        var latest = (await Get("name=safety"))["scorer"]!.AsObject();
        Assert.Equal(
            [
                "experiment_id", "scorer_name", "scorer_version", "serialized_scorer", "creation_time", "scorer_id",
            ],
            latest.Select(member => member.Key));
        Assert.Equal(long.Parse(experiment), (long)latest["experiment_id"]!);
        Assert.Equal((2, """{"data":2}"""), ((int)latest["scorer_version"]!, (string?)latest["serialized_scorer"]));
        Assert.Equal(1, (int)(await Get("name=safety&version=1"))["scorer"]!["scorer_version"]!);
    }

    [Fact]
    public async Task A_list_has_the_latest_versions_by_name_and_versions_are_oldest_first()
    {
        await Register("safety");
        await Register("accuracy");
        await Register("safety");
        var list = await suite.SendJson(HttpMethod.Get, $"{Api}/list?experiment_id={experiment}");
        Assert.Equal(["accuracy 1", "safety 2"], Versions(list));
        var versions = await suite.SendJson(HttpMethod.Get, $"{Api}/versions?experiment_id={experiment}&name=safety");
        Assert.Equal(["safety 1", "safety 2"], Versions(versions));
        var other = await suite.CreateExperiment();
        Assert.Equal("{}", (await suite.SendJson(HttpMethod.Get, $"{Api}/list?experiment_id={other}")).ToJsonString());
    }

    [Fact]
    public async Task Deleting_removes_one_or_all_versions_and_an_unknown_version_is_not_found()
    {
        await Register("safety");
        await Register("safety");
        await suite.SendJson(
            HttpMethod.Delete, $"{Api}/delete", new { experiment_id = experiment, name = "safety", version = 1 });
        Assert.Contains(
            "Scorer with name 'safety' and version 1 not found",
            (string?)(await Get("name=safety&version=1", 404))["message"]);
        await suite.SendJson(HttpMethod.Delete, $"{Api}/delete", new { experiment_id = experiment, name = "safety" });
        Assert.Contains("Scorer with name 'safety' not found", (string?)(await Get("name=safety", 404))["message"]);
        var error = await suite.SendJson(
            HttpMethod.Delete, $"{Api}/delete", new { experiment_id = experiment, name = "safety" }, 404);
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", (string?)error["error_code"]);
        Assert.Equal(1, (int)(await Register("safety"))["version"]!);
    }

    [Theory]
    [InlineData("", "{}", "Missing value for required parameter 'name'")]
    [InlineData("  ", "{}", "cannot be empty")]
    [InlineData("a", "", "Missing value for required parameter 'serialized_scorer'")]
    [InlineData("a", "no json", "must be a JSON object")]
    [InlineData("a", """{"instructions_judge_pydantic_data":{"model":" "}}""", "cannot be empty")]
    public async Task An_invalid_scorer_is_refused(string name, string scorer, string phrase) => Assert.Contains(
        phrase,
        await suite.Refused(
            $"{Api}/register", new { experiment_id = experiment, name, serialized_scorer = scorer }));

    [Fact]
    public async Task A_scorer_made_of_code_is_stored_and_returned_unchanged()
    {
        const string Code = """{"name":"short","call_source":"return len(outputs) < 9","call_signature":"(outputs)"}""";
        await Register("short", Code);
        Assert.Equal(Code, (string?)(await Get("name=short"))["scorer"]!["serialized_scorer"]);
    }

    [Fact]
    public async Task An_online_config_replaces_the_previous_one_and_is_deleted_with_the_scorer()
    {
        var scorer = (string)(await Register("safety", Judge))["scorer_id"]!;
        var first = await Configure(new { sample_rate = 0.1, filter_string = "status = 'OK'" });
        Assert.Equal(
            ["online_scoring_config_id", "scorer_id", "sample_rate", "experiment_id", "filter_string"],
            first["config"]!.AsObject().Select(member => member.Key));
        var second = await Configure(new { sample_rate = 1 });
        Assert.Equal(
            (string?)first["config"]!["online_scoring_config_id"],
            (string?)second["config"]!["online_scoring_config_id"]);
        var configs = $"{Api}/online-configs?scorer_ids=none&scorer_ids={scorer}";
        var found = Assert.Single((await suite.SendJson(HttpMethod.Get, configs))["configs"]!.AsArray())!;
        Assert.Equal((1.0, scorer), ((double)found["sample_rate"]!, (string?)found["scorer_id"]));
        Assert.Null(found["filter_string"]);
        await suite.SendJson(HttpMethod.Delete, $"{Api}/delete", new { experiment_id = experiment, name = "safety" });
        Assert.Equal("""{"configs":[]}""", (await suite.SendJson(HttpMethod.Get, configs)).ToJsonString());
    }

    [Theory]
    [InlineData("""{"sample_rate":-0.1}""", "sample_rate must be between 0.0 and 1.0")]
    [InlineData("""{"sample_rate":"0.5"}""", "sample_rate must be a number")]
    [InlineData("""{"sample_rate":1,"filter_string":1}""", "filter_string must be a string")]
    [InlineData("""{"sample_rate":1,"filter_string":"no filter !!"}""", "Invalid")]
    [InlineData("""{}""", "'sample_rate'")]
    public async Task An_invalid_online_config_is_refused(string config, string phrase)
    {
        await Register("safety", Judge);
        Assert.Contains(phrase, (string?)(await Configure(JsonNode.Parse(config)!, 400))["message"]);
    }

    [Theory]
    [InlineData("""{"instructions_judge_pydantic_data":{"model":"openai:/gpt"}}""", "does not use a gateway model")]
    [InlineData(
        """{"instructions_judge_pydantic_data":{"model":"gateway:/j","instructions":"{{ expectations }}"}}""",
        "requires expectations")]
    public async Task A_scorer_without_support_for_online_scoring_can_only_disable_it(string scorer, string phrase)
    {
        await Register("safety", scorer);
        Assert.Contains(phrase, (string?)(await Configure(new { sample_rate = 0.1 }, 400))["message"]);
        await Configure(new { sample_rate = 0 });
    }

    private static string[] Versions(JsonNode body) =>
        [.. body["scorers"]!.AsArray().Select(jsonNode => $"{jsonNode!["scorer_name"]} {jsonNode["scorer_version"]}")];

    private Task<JsonNode> Register(string name, string scorer = """{"data":1}""") => suite.SendJson(
        HttpMethod.Post, $"{Api}/register", new { experiment_id = experiment, name, serialized_scorer = scorer });

    private Task<JsonNode> Get(string query, int status = 200) =>
        suite.SendJson(HttpMethod.Get, $"{Api}/get?experiment_id={experiment}&{query}", status: status);

    private Task<JsonNode> Configure(object config, int status = 200)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(config)!.AsObject();
        (body["experiment_id"], body["name"]) = (experiment, "safety");
        return suite.SendJson(HttpMethod.Put, $"{Api}/online-config", body, status);
    }
}
