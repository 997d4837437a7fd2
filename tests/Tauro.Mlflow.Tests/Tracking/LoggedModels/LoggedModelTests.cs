using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tauro.Mlflow.Tests.Tracking.LoggedModels;

[Collection("suite")]
public sealed partial class LoggedModelTests(Suite suite)
{
    [Fact]
    public async Task A_new_model_is_pending_and_stored_below_models_in_its_experiment()
    {
        var experiment = await suite.CreateExperiment();
        var run = await suite.CreateRun(experiment);
        var made = await suite.Call("logged-models", new
        {
            experiment_id = experiment,
            name = "tree",
            model_type = "classifier",
            source_run_id = run,
            @params = new[] { new { key = "depth", value = "3" } },
            tags = new[] { new { key = "team", value = "risk" } },
        });
        var info = made.GetProperty("model").GetProperty("info");
        var id = info.GetString("model_id");
        Assert.Matches(Id(), id);
        Assert.Equal("tree", info.GetString("name"));
        Assert.Equal("classifier", info.GetString("model_type"));
        Assert.Equal(run, info.GetString("source_run_id"));
        Assert.Equal("LOGGED_MODEL_PENDING", info.GetString("status"));
        Assert.Equal($"mlflow-artifacts:/{experiment}/models/{id}/artifacts", info.GetString("artifact_uri"));
        Assert.Equal("risk", info.Pairs("tags")["team"]);
        Assert.Equal(JsonValueKind.Number, info.GetProperty("creation_timestamp_ms").ValueKind);
        Assert.Equal("3", made.GetProperty("model").GetProperty("data").Pairs("params")["depth"]);
        Assert.Equal(made.GetProperty("model").ToString(), (await suite.Model(id)).ToString());
    }

    [Fact]
    public async Task A_model_without_name_gets_one_and_its_type_and_run_are_empty()
    {
        var experiment = await suite.CreateExperiment();
        var model = (await suite.Call("logged-models", new { experiment_id = experiment, name = "" }))
            .GetProperty("model");
        Assert.NotEmpty(model.GetProperty("info").GetString("name"));
        Assert.Equal("{}", model.GetProperty("data").ToString());
        foreach (var empty in (string[])["model_type", "source_run_id"])
            Assert.Equal("", model.GetProperty("info").GetString(empty));
        foreach (var absent in (string[])["tags", "status_message"])
            Assert.False(model.GetProperty("info").TryGetProperty(absent, out _), absent);
    }

    [Theory]
    [InlineData("my/model")]
    [InlineData("my.model")]
    [InlineData("my:model")]
    [InlineData("my%model")]
    [InlineData("my'model")]
    [InlineData("my\"model")]
    public async Task A_name_with_a_URI_delimiter_is_refused(string name) => Assert.Contains(
        "Invalid model name", await suite.Refused("logged-models", new { experiment_id = "0", name }));

    [Fact]
    public async Task A_model_needs_an_active_experiment()
    {
        Assert.Contains("Missing value for required parameter 'experiment_id'",
            await suite.Refused("logged-models", new { name = "x" }));
        Assert.Contains("No Experiment with id=987654 exists", await suite.Refused(
            "logged-models", new { experiment_id = "987654" }, "RESOURCE_DOES_NOT_EXIST", 404));
        var gone = await suite.CreateExperiment();
        await suite.Call("experiments/delete", new { experiment_id = gone });
        Assert.Contains("must be in the 'active' state",
            await suite.Refused("logged-models", new { experiment_id = gone }));
    }

    [Fact]
    public async Task Finalizing_sets_any_status_by_name_or_number()
    {
        var id = await suite.CreateModel(await suite.CreateExperiment());
        foreach (var (status, due) in new (object, string)[]
        {
            ("LOGGED_MODEL_READY", "LOGGED_MODEL_READY"), (3, "LOGGED_MODEL_UPLOAD_FAILED"),
            ("LOGGED_MODEL_PENDING", "LOGGED_MODEL_PENDING"),
        })
        {
            var body = await suite.SendJson(HttpMethod.Patch, $"logged-models/{id}", new { model_id = id, status });
            Assert.Equal(due, body.GetProperty("model").GetProperty("info").GetString("status"));
            Assert.Equal(due, (await suite.Model(id)).GetProperty("info").GetString("status"));
        }

        await suite.SendJson(HttpMethod.Patch, $"logged-models/{id}", new { status = "DONE" }, 400);
        await suite.SendJson(HttpMethod.Patch, $"logged-models/{id}", new { }, 400);
        await suite.SendJson(HttpMethod.Patch, "logged-models/m-0", new { status = "LOGGED_MODEL_READY" }, 404);
    }

    [Fact]
    public async Task Tags_are_set_and_replaced_and_deleting_an_absent_one_is_404()
    {
        var id = await suite.CreateModel(await suite.CreateExperiment());
        await Set("t", "1");
        await Set("t", "2");
        var body = await Set("u", "3");
        Assert.Equal("{}", body.ToString());
        await suite.SendJson(HttpMethod.Delete, $"logged-models/{id}/tags/u");
        Assert.Equal(
            new Dictionary<string, string> { ["t"] = "2" }, (await suite.Model(id)).GetProperty("info").Pairs("tags"));
        var refused = await suite.SendJson(HttpMethod.Delete, $"logged-models/{id}/tags/u", null, 404);
        Assert.Contains("No tag with key 'u' found for model with ID", refused.GetString("message"));
        await suite.SendJson(HttpMethod.Patch, "logged-models/m-0/tags", new { tags = Array.Empty<object>() }, 404);

        Task<JsonElement> Set(string key, string value) => suite.SendJson(
            HttpMethod.Patch, $"logged-models/{id}/tags", new { tags = new[] { new { key, value } } });
    }

    [Fact]
    public async Task Params_can_be_added_later_and_do_not_change()
    {
        var id = await suite.CreateModel(await suite.CreateExperiment());
        var path = $"logged-models/{id}/params";
        Assert.Equal("{}", (await suite.Call(path, Body("lr", "0.1"))).ToString());
        await suite.Call(path, Body("lr", "0.1"));
        Assert.Contains("Changing param values is not allowed", await suite.Refused(path, Body("lr", "0.2")));
        Assert.Equal("0.1", (await suite.Model(id)).GetProperty("data").Pairs("params")["lr"]);
        Assert.Contains("Logged model with ID 'm-0' not found.", await suite.Refused(
            "logged-models/m-0/params", Body("a", "b"), "RESOURCE_DOES_NOT_EXIST", 404));

        static object Body(string key, string value) => new { @params = new[] { new { key, value } } };
    }

    [Fact]
    public async Task A_deleted_model_is_returned_only_if_deleted_models_are_requested()
    {
        var experiment = await suite.CreateExperiment();
        var id = await suite.CreateModel(experiment);
        Assert.Equal("{}", (await suite.SendJson(HttpMethod.Delete, $"logged-models/{id}")).ToString());
        await suite.SendJson(HttpMethod.Delete, $"logged-models/{id}");
        Assert.Contains($"Logged model with ID '{id}' not found.", await suite.Refused(
            $"logged-models/{id}", null, "RESOURCE_DOES_NOT_EXIST", 404));
        Assert.Empty(await suite.Names(new { experiment_ids = new[] { experiment } }));
        await suite.Model($"{id}?allow_deleted=true");
        await suite.SendJson(HttpMethod.Delete, "logged-models/m-0", null, 404);
    }

    [Fact]
    public async Task A_run_lists_its_models_and_deleting_it_keeps_them()
    {
        var experiment = await suite.CreateExperiment();
        var run = await suite.CreateRun(experiment);
        var id = (await suite.Call("logged-models", new { experiment_id = experiment, source_run_id = run }))
            .GetProperty("model").GetProperty("info").GetString("model_id");
        await suite.Call("runs/outputs", new { run_id = run, models = new[] { new { model_id = id, step = 2 } } });
        Assert.Equal(
            [id], (await suite.Run(run)).GetProperty("outputs").GetStrings("model_outputs", "model_id"));
        await suite.Call("runs/delete", new { run_id = run });
        Assert.Equal(run, (await suite.Model(id)).GetProperty("info").GetString("source_run_id"));
    }

    [GeneratedRegex("^m-[0-9a-f]{32}$")]
    private static partial Regex Id();
}
