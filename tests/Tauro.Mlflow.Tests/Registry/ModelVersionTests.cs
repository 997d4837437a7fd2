using Tauro.Contracts.Models;

namespace Tauro.Mlflow.Tests.Registry;

[Collection("suite")]
public sealed class ModelVersionTests(Suite suite) : IAsyncLifetime
{
    private const string Invalid = "INVALID_PARAMETER_VALUE";
    private const string Missing = "RESOURCE_DOES_NOT_EXIST";

    private MlflowRegistry mlflow = null!;

    public async ValueTask InitializeAsync()
    {
        mlflow = await MlflowRegistry.CreateEmpty(suite);
        await mlflow.CreateModel("m");
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_version_is_ready_at_once_and_includes_empty_fields()
    {
        MlflowRegistry.AssertShape(
            """
            {"model_version": {"name": "m", "version": "1", "creation_timestamp": 0, "last_updated_timestamp": 0,
              "current_stage": "None", "description": "", "source": "s3://bucket/model", "run_id": "",
              "status": "READY", "run_link": ""}}
            """,
            await mlflow.Post("model-versions/create", new { name = "m", source = "s3://bucket/model" }));
        MlflowRegistry.AssertShape(
            """
            {"model_version": {"name": "m", "version": "2", "creation_timestamp": 0, "last_updated_timestamp": 0,
              "current_stage": "None", "description": "d", "source": "mlflow-artifacts:/1/r/artifacts/model",
              "run_id": "run_id", "status": "READY", "run_link": "http://ui/run",
              "tags": [{"key": "k", "value": "v"}], "model_id": "m-1"}}
            """,
            await mlflow.Post("model-versions/create", new
            {
                name = "m", source = "mlflow-artifacts:/1/r/artifacts/model", run_id = "run_id",
                    run_link = "http://ui/run",
                description = "d", tags = new[] { new { key = "k", value = "v" } }, model_id = "m-1",
            }));
        var native = await suite.Get<ModelVersion>("/api/v1/models/m/versions/2");
        Assert.Equal(("run_id", ArtifactMode.External), (native.SourceRunId, native.ArtifactMode));
    }

    [Fact]
    public async Task The_native_API_refuses_sources_that_MLflow_accepts()
    {
        const string path = "/api/v1/models/m/versions";
        const string source = "s3://b/m";
        foreach (var body in new object[] { new { artifact_mode = "EXTERNAL", source }, new { source } })
        {
            var (status, problem) = await suite.Send(HttpMethod.Post, path, body);
            Assert.Equal((400, "invalid_source"), (status, problem.GetProperty("code").GetString()));
        }

        var version = await Suite.Read<ModelVersion>(
            await suite.Post(path, new { artifact_mode = "NONE", storage_location = source }));
        Assert.Null(version.StorageLocation);
    }

    [Fact]
    public async Task Version_numbers_are_not_reused()
    {
        await mlflow.CreateVersion("m");
        await mlflow.CreateVersion("m");
        await mlflow.Delete("model-versions/delete", new { name = "m", version = "2" });
        var third = await mlflow.CreateVersion("m");
        Assert.Equal("3", third.GetProperty("model_version").GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_missing_version_is_404_and_a_version_must_be_a_number()
    {
        const string phrase = "Model Version (name=m, version=9) not found";
        var body = new { name = "m", version = "9", key = "k", value = "v", stage = "None", alias = "a" };
        await mlflow.Refused(404, Missing, phrase, "model-versions/get?name=m&version=9");
        await mlflow.Refused(404, Missing, phrase, "model-versions/get-download-uri?name=m&version=9");
        foreach (var path in new[] { "model-versions/set-tag", "model-versions/transition-stage",
            "registered-models/alias" })
            await mlflow.Refused(404, Missing, phrase, path, body);
        await mlflow.Refused(404, Missing, phrase, HttpMethod.Patch, "model-versions/update", body);
        await mlflow.Refused(404, Missing, phrase, HttpMethod.Delete, "model-versions/delete", body);
        await mlflow.Refused(404, Missing, phrase, HttpMethod.Delete, "model-versions/delete-tag", body);
        await mlflow.Refused(
            404, Missing, "Model Version (name=none, version=1) not found", "model-versions/get?name=none&version=1");
        await mlflow.Refused(
            400, Invalid, "Parameter 'version' must be an integer, got 'x'.", "model-versions/get?name=m&version=x");
        await mlflow.Refused(
            404, Missing, "not found", "model-versions/get?name=m&version=99999999999999999999");
        await mlflow.Refused(400, Invalid, "Missing value for required parameter 'version'",
            "model-versions/get?name=m");
    }

    [Theory]
    [InlineData("/etc/passwd"), InlineData("model"), InlineData("./model"), InlineData("file:///etc/passwd")]
    [InlineData("FILE:/etc/passwd"), InlineData("file://localhost/etc")]
    public async Task A_local_source_is_refused(string source)
    {
        const string phrase = "To use a local path as a model version source, the run_id request parameter";
        await mlflow.Refused(400, Invalid, phrase, "model-versions/create", new { name = "m", source });
        await mlflow.Refused(
            400, Invalid, phrase, "model-versions/create", new { name = "m", source, run_id = MlflowRegistry.RunId });
        await mlflow.Refused(
            400, Invalid, "the model_id request parameter has to be specified", "model-versions/create",
            new { name = "m", source, model_id = "m-1" });
    }

    [Theory]
    [InlineData("mlflow-artifacts://host:9/../../etc"), InlineData("http://host/a/%2e%2e/b")]
    [InlineData("s3:/bucket/a/../b"), InlineData("mlflow-artifacts://host/..%2f..%2fa")]
    [InlineData("https://host/a/%252e%252e/b"), InlineData("https://host/a%00"), InlineData("s3://bucket/./a")]
    [InlineData("s3://bucket"), InlineData("dbfs:relative"), InlineData(@"s3://bucket/a\..\b")]
    public async Task A_source_that_leads_to_another_place_is_refused(string source) => await mlflow.Refused(
        400, Invalid, "an absolute path must be provided without relative path references present",
        "model-versions/create", new { name = "m", source });

    [Fact]
    public async Task A_source_is_stored_as_given_and_one_with_a_version_is_resolved()
    {
        await mlflow.CreateModel("from");
        foreach (var source in new[]
        {
            "s3://bucket/m", $"runs:/{MlflowRegistry.RunId}/model", "models:/m-0123456789abcdef0123456789abcdef",
            "dbfs:/a+b",
        })
        {
            var made = await mlflow.Post("model-versions/create", new { name = "from", source });
            var version = made.GetProperty("model_version").GetProperty("version").GetString();
            Assert.Equal(source, await DownloadUri("from", version!));
        }

        await mlflow.Post("model-versions/create", new { name = "m", source = "models:/from/1" });
        await mlflow.Post("model-versions/create", new { name = "from", source = "models:/m/1" });
        await mlflow.Delete("model-versions/delete", new { name = "from", version = "1" });
        Assert.Equal("s3://bucket/m", await DownloadUri("m", "1"));
        Assert.Equal("s3://bucket/m", await DownloadUri("from", "5"));
        foreach (var source in new[] { "models:/none/1", "models:/m/x", "models:/m" })
            await mlflow.Refused(
                400, Invalid, $"Unable to fetch model from model URI source artifact location '{source}'",
                "model-versions/create", new { name = "m", source });

        async Task<string?> DownloadUri(string name, string version) =>
            (await mlflow.Get($"model-versions/get-download-uri?name={name}&version={version}"))
            .GetProperty("artifact_uri").GetString();
    }

    [Fact]
    public async Task Stages_are_case_insensitive_and_only_active_ones_can_archive()
    {
        for (var i = 0; i < 2; i++) await mlflow.CreateVersion("m");
        Assert.Equal("Production", await Move("1", "pRoDuCtIoN", false));
        Assert.Equal("Production", await Move("2", "Production", true));
        Assert.Equal("Archived", await Stage("1"));
        await Refuse("Archived", true,
            "cannot archive existing model versions because 'Archived' is not an Active stage");
        await Refuse("None", true, "is not an Active stage");
        await Refuse("Nowhere", false, "Invalid Model Version stage: Nowhere. Value must be one of");

        async Task<string?> Move(string version, string stage, bool archive) => (await mlflow.Post(
            "model-versions/transition-stage", new { name = "m", version, stage, archive_existing_versions = archive }))
            .GetProperty("model_version").GetProperty("current_stage").GetString();

        async Task<string?> Stage(string version) => (await mlflow.Get($"model-versions/get?name=m&version={version}"))
            .GetProperty("model_version").GetProperty("current_stage").GetString();

        Task Refuse(string stage, bool archive, string phrase) => mlflow.Refused(
            400, Invalid, phrase, "model-versions/transition-stage",
            new { name = "m", version = "1", stage, archive_existing_versions = archive });
    }

    [Fact]
    public async Task A_change_of_stage_updates_the_model_and_a_description_does_not()
    {
        await mlflow.CreateVersion("m");
        var made = await Changed();
        await mlflow.Patch("model-versions/update", new { name = "m", version = "1", description = "d" });
        Assert.Equal(made, await Changed());
        var moved = await mlflow.Post(
            "model-versions/transition-stage", new { name = "m", version = "1", stage = "Staging" });
        Assert.Equal(
            moved.GetProperty("model_version").GetProperty("last_updated_timestamp").GetInt64(), await Changed());

        async Task<long> Changed() => (await mlflow.Get("registered-models/get?name=m"))
            .GetProperty("registered_model").GetProperty("last_updated_timestamp").GetInt64();
    }

    [Fact]
    public async Task Description_and_tags_can_be_changed_and_deleting_an_absent_tag_is_200()
    {
        await mlflow.CreateVersion("m");
        var described = await mlflow.Patch("model-versions/update", new { name = "m", version = "1",
            description = "d" });
        Assert.Equal("d", described.GetProperty("model_version").GetProperty("description").GetString());
        await mlflow.Post("model-versions/set-tag", new { name = "m", version = "1", key = "k", value = "v" });
        MlflowRegistry.AssertShape(
            """[{"key": "k", "value": "v"}]""",
            (await mlflow.Get("model-versions/get?name=m&version=1")).GetProperty("model_version").GetProperty("tags"));
        await mlflow.Delete("model-versions/delete-tag", new { name = "m", version = "1", key = "k" });
        MlflowRegistry.AssertShape(
            "{}", await mlflow.Delete("model-versions/delete-tag", new { name = "m", version = "1", key = "k" }));
        await mlflow.Refused(
            400, Invalid, "Prompt text exceeds max length of 100000 characters.", "model-versions/set-tag",
            new { name = "m", version = "1", key = "mlflow.prompt.text", value = new string('t', 100_001) });
    }

    [Fact]
    public async Task A_prompt_version_may_have_any_source_but_a_local_path()
    {
        await mlflow.CreateModel("p", ("mlflow.prompt.is_prompt", "true"));
        var tags = new[]
        {
            new { key = "mlflow.prompt.is_prompt", value = "true" }, new { key = "mlflow.prompt.text",
                value = "Hi {{name}}" },
        };
        var made = await mlflow.Post("model-versions/create", new { name = "p", source = "prompt-template", tags });
        Assert.Equal("READY", made.GetProperty("model_version").GetProperty("status").GetString());
        foreach (var source in new[] { "/etc/passwd", "file:///etc/passwd" })
            await mlflow.Refused(
                400, Invalid, "Local source paths are not allowed for prompts.", "model-versions/create",
                new { name = "p", source, tags });
    }
}
