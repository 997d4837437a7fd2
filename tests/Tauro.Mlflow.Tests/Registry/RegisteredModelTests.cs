using System.Text;
using System.Text.Json;

namespace Tauro.Mlflow.Tests.Registry;

[Collection("suite")]
public sealed class RegisteredModelTests(Suite suite) : IAsyncLifetime
{
    private const string Invalid = "INVALID_PARAMETER_VALUE";
    private const string Missing = "RESOURCE_DOES_NOT_EXIST";

    private MlflowRegistry mlflow = null!;

    public async ValueTask InitializeAsync() => mlflow = await MlflowRegistry.CreateEmpty(suite);

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_model_has_exactly_its_fields_without_empty_ones()
    {
        MlflowRegistry.AssertShape(
            """{"registered_model": {"name": "m", "creation_timestamp": 0, "last_updated_timestamp": 0}}""",
            await mlflow.CreateModel("m"));
        await mlflow.Post("registered-models/create", new { name = "full", description = "d",
            tags = new[] { new { key = "b", value = "" } } });
        await mlflow.CreateVersion("full");
        await mlflow.Post("registered-models/alias", new { name = "full", alias = "champion", version = "1" });
        MlflowRegistry.AssertShape(
            """
            {"registered_model": {"name": "full", "creation_timestamp": 0, "last_updated_timestamp": 0,
              "description": "d",
              "latest_versions": [{"name": "full", "version": "1", "creation_timestamp": 0,
                "last_updated_timestamp": 0, "current_stage": "None", "description": "",
                "source": "runs:/00112233445566778899aabbccddeeff/model",
                "run_id": "00112233445566778899aabbccddeeff", "status": "READY", "run_link": "",
                "aliases": ["champion"]}],
              "tags": [{"key": "b", "value": ""}],
              "aliases": [{"alias": "champion", "version": "1"}]}}
            """,
            await mlflow.Get("registered-models/get?name=full"));
    }

    [Theory]
    [InlineData("/api/2.0/mlflow"), InlineData("/ajax-api/2.0/mlflow")]
    [InlineData("/api/2.0/preview/mlflow"), InlineData("/ajax-api/2.0/preview/mlflow")]
    public async Task Every_prefix_leads_to_the_registry(string prefix)
    {
        await mlflow.CreateModel("m");
        var (status, _) = await suite.Send(HttpMethod.Get, $"{prefix}/registered-models/get?name=m");
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task A_name_is_required_without_slash_or_colon_and_must_be_a_plain_path()
    {
        await Create("", "Missing value for required parameter 'name'");
        await Create("  ", "Missing value for required parameter 'name'");
        await Create("a/b", "Invalid model name 'a/b'. Names cannot contain '/' or ':'.");
        await Create("a:b", "Invalid model name 'a:b'. Names cannot contain '/' or ':'.");
        await Create(".", "must not resolve to other names");
        await Create("..a", "must not resolve to other names");
        await Create(new string('n', 501), "500");
        await mlflow.Refused(400, Invalid, "Missing value for required parameter 'name'", "registered-models/get");
        await mlflow.Refused(
            400, Invalid, "Invalid value 5 for parameter 'name' supplied", "registered-models/create",
                new { name = 5 });
        await mlflow.Refused(
            400, Invalid, "Names cannot contain '/' or ':'.", "registered-models/create",
            new { name = "team/prompt", tags = new[] { new { key = "mlflow.prompt.is_prompt", value = "true" } } });

        Task Create(string name, string phrase) =>
            mlflow.Refused(400, Invalid, phrase, "registered-models/create", new { name });
    }

    [Fact]
    public async Task A_taken_name_is_400_with_a_message()
    {
        await mlflow.CreateModel("m");
        await mlflow.Refused(
            400, "RESOURCE_ALREADY_EXISTS", "Registered Model (name=m) already exists", "registered-models/create",
                new { name = "m" });
    }

    [Fact]
    public async Task A_prompt_and_a_model_cannot_have_the_same_name()
    {
        await mlflow.CreateModel("model");
        await mlflow.CreateModel("prompt", ("mlflow.prompt.is_prompt", "true"));
        var tags = new[] { new { key = "mlflow.prompt.is_prompt", value = "true" } };
        const string create = "registered-models/create";
        const string taken = "RESOURCE_ALREADY_EXISTS";
        await mlflow.Refused(
            400, taken,
            "Tried to create a prompt with name 'model', but the name is already taken by a registered model. "
            + "MLflow does not allow creating a model and a prompt with the same name.", create,
                new { name = "model", tags });
        await mlflow.Refused(
            400, taken,
            "Tried to create a registered model with name 'prompt', but the name is already taken by a prompt.",
            create, new { name = "prompt" });
        await mlflow.Refused(400, taken, "Prompt (name=prompt) already exists.", create, new { name = "prompt", tags });
    }

    [Fact]
    public async Task A_missing_model_is_404_with_the_message_that_clients_match_on()
    {
        const string phrase = "Registered Model with name=none not found";
        await mlflow.Refused(404, Missing, phrase, "registered-models/get?name=none");
        await mlflow.Refused(404, Missing, phrase, "registered-models/get-latest-versions?name=none");
        await mlflow.Refused(404, Missing, phrase, "registered-models/rename", new { name = "none", new_name = "n" });
        await mlflow.Refused(404, Missing, phrase, HttpMethod.Patch, "registered-models/update", new { name = "none" });
        await mlflow.Refused(404, Missing, phrase, HttpMethod.Delete, "registered-models/delete",
            new { name = "none" });
        await mlflow.Refused(
            404, Missing, phrase, "registered-models/set-tag", new { name = "none", key = "k", value = "v" });
        await mlflow.Refused(
            404, Missing, phrase, HttpMethod.Delete, "registered-models/delete-tag", new { name = "none", key = "k" });
        await mlflow.Refused(
            404, Missing, phrase, HttpMethod.Delete, "registered-models/alias", new { name = "none", alias = "a" });
        await mlflow.Refused(404, Missing, phrase, "model-versions/create", new { name = "none", source = "s3://b/m" });
    }

    [Fact]
    public async Task Renaming_keeps_versions_aliases_and_tags()
    {
        await mlflow.CreateModel("old", ("k", "v"));
        await mlflow.CreateModel("taken");
        await mlflow.CreateVersion("old");
        await mlflow.Post("registered-models/alias", new { name = "old", alias = "a", version = "1" });
        await mlflow.Refused(
            400, "RESOURCE_ALREADY_EXISTS", "Registered Model (name=taken) already exists", "registered-models/rename",
            new { name = "old", new_name = "taken" });
        await mlflow.Refused(
            400, Invalid, "Missing value for required parameter 'new_name'", "registered-models/rename",
            new { name = "old", new_name = " " });

        var renamed = await mlflow.Post("registered-models/rename", new { name = "old", new_name = "new" });
        var model = renamed.GetProperty("registered_model");
        Assert.Equal("new", model.GetProperty("name").GetString());
        Assert.Equal("v", model.GetProperty("tags")[0].GetProperty("value").GetString());
        Assert.Equal("new", model.GetProperty("latest_versions")[0].GetProperty("name").GetString());
        var byAlias = await mlflow.Get("registered-models/alias?name=new&alias=a");
        Assert.Equal("new", byAlias.GetProperty("model_version").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_description_can_be_set_and_cleared()
    {
        await mlflow.CreateModel("m");
        var set = await mlflow.Patch("registered-models/update", new { name = "m", description = "d" });
        Assert.Equal("d", set.GetProperty("registered_model").GetProperty("description").GetString());
        var emptied = await mlflow.Patch("registered-models/update", new { name = "m" });
        Assert.False(emptied.GetProperty("registered_model").TryGetProperty("description", out _));
    }

    [Fact]
    public async Task Tags_are_set_changed_and_deleted_and_deleting_an_absent_one_is_200()
    {
        await mlflow.CreateModel("m");
        MlflowRegistry.AssertShape("{}", await mlflow.Post("registered-models/set-tag", new { name = "m", key = "k",
            value = "1" }));
        await mlflow.Post("registered-models/set-tag", new { name = "m", key = "k", value = "" });
        MlflowRegistry.AssertShape(
            """[{"key": "k", "value": ""}]""",
            (await mlflow.Get("registered-models/get?name=m")).GetProperty("registered_model").GetProperty("tags"));
        await mlflow.Delete("registered-models/delete-tag", new { name = "m", key = "k" });
        await mlflow.Delete("registered-models/delete-tag", new { name = "m", key = "k" });
        await Set(new string('k', 251), "v", "'key' exceeds the maximum length of 250 characters");
        await Set("k", new string('v', 100_001), "'value' exceeds the maximum length of 100000 characters");
        await Set("../k", "v", "must not resolve to other names");
        await Set("a?", "v", "Names may only contain alphanumerics");

        Task Set(string key, string value, string phrase) =>
            mlflow.Refused(400, Invalid, phrase, "registered-models/set-tag", new { name = "m", key, value });
    }

    [Fact]
    public async Task Latest_versions_are_the_newest_of_each_stage()
    {
        await mlflow.CreateModel("m");
        for (var i = 1; i <= 4; i++) await mlflow.CreateVersion("m");
        foreach (var version in new[] { "1", "2" })
            await mlflow.Post("model-versions/transition-stage", new { name = "m", version, stage = "production" });
        Assert.Equal(["2", "4"], await Latest("registered-models/get-latest-versions?name=m"));
        Assert.Equal(
            ["2"], await Latest("registered-models/get-latest-versions?name=m&stages=PRODUCTION&stages=Staging"));
        Assert.Empty(await Latest("registered-models/get-latest-versions?name=m&stages=Archived"));
        var posted = await mlflow.Post("registered-models/get-latest-versions", new { name = "m",
            stages = new[] { "None" } });
        Assert.Equal("4", posted.GetProperty("model_versions")[0].GetProperty("version").GetString());
        await mlflow.Refused(
            400, Invalid, "Invalid Model Version stage: x. Value must be one of None, Staging, Production, Archived.",
            "registered-models/get-latest-versions?name=m&stages=x");

        Task<string[]> Latest(string query) => mlflow.Names("model_versions", query, "version");
    }

    [Fact]
    public async Task Bodies_must_be_declared_as_JSON_and_may_be_a_JSON_string_of_JSON()
    {
        var twice = JsonSerializer.Serialize("""{"name": "twice", "unknown": 1}""");
        await mlflow.Post("registered-models/create", new StringContent(twice, Encoding.UTF8, "application/json"));
        await mlflow.Refused(
            400, Invalid, "Content-Type", "registered-models/create", new StringContent("{\"name\": \"x\"}",
                Encoding.UTF8, "text/plain"));
        await mlflow.Refused(
            400, Invalid, "Missing value for required parameter 'name'", "registered-models/create",
            new StringContent("{\"name\": ", Encoding.UTF8, "application/json"));
    }
}
