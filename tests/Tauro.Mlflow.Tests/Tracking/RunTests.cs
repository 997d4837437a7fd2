using System.Text.RegularExpressions;

namespace Tauro.Mlflow.Tests.Tracking;

[Collection("suite")]
public sealed class RunTests(Suite suite)
{
    [Fact]
    public async Task A_new_run_has_both_ids_an_empty_user_and_empty_inputs()
    {
        var id = await suite.CreateExperiment();
        var run = (await suite.Call("runs/create", new { experiment_id = id, start_time = "7" })).GetProperty("run");
        var info = run.GetProperty("info");
        Assert.Matches("^[0-9a-f]{32}$", info.GetString("run_id"));
        Assert.Equal(info.GetString("run_id"), info.GetString("run_uuid"));
        Assert.Equal("", info.GetString("user_id"));
        Assert.Equal(7, info.GetProperty("start_time").GetInt64());
        Assert.False(info.TryGetProperty("end_time", out _));
        Assert.Equal($"mlflow-artifacts:/{id}/{info.GetString("run_id")}/artifacts", info.GetString("artifact_uri"));
        Assert.Equal("{}", run.GetProperty("inputs").ToString());
        Assert.False(run.TryGetProperty("outputs", out _));
        Assert.Equal("{}", (await suite.Run(info.GetString("run_id"))).GetProperty("outputs").ToString());
    }

    [Fact]
    public async Task A_run_without_a_start_time_starts_now_and_one_of_0_is_kept()
    {
        var id = await suite.CreateExperiment();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.InRange(
            await Start(new { experiment_id = id }), before, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.Equal(0, await Start(new { experiment_id = id, start_time = 0 }));

        async Task<long> Start(object run) => (await suite.Call("runs/create", run))
            .GetProperty("run").GetProperty("info").GetProperty("start_time").GetInt64();
    }

    [Fact]
    public async Task A_run_without_a_name_gets_a_generated_one_and_its_tag()
    {
        var run = await suite.Run(await suite.CreateRun());
        var name = run.GetProperty("info").GetString("run_name");
        Assert.Matches(new Regex("^[a-z]+-[a-z]+-[0-9]+$"), name);
        Assert.Equal(name, run.GetProperty("data").Pairs("tags")["mlflow.runName"]);
    }

    [Fact]
    public async Task Different_values_of_name_and_name_tag_are_refused()
    {
        var id = await suite.CreateExperiment();
        var tags = new[] { new { key = "mlflow.runName", value = "b" } };
        Assert.Contains("Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values",
            await suite.Refused("runs/create", new { experiment_id = id, run_name = "a", tags }));
        var created = await suite.Call("runs/create", new { experiment_id = id, run_name = "b", tags });
        Assert.Equal("b", created.GetProperty("run").GetProperty("info").GetString("run_name"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task The_name_tag_is_enough_to_name_a_run(string? name)
    {
        var id = await suite.CreateExperiment();
        var tags = new[] { new { key = "mlflow.runName", value = "by tag" } };
        var created = (await suite.Call("runs/create", new { experiment_id = id, run_name = name, tags }))
            .GetProperty("run");
        Assert.Equal("by tag", created.GetProperty("info").GetString("run_name"));
        Assert.Equal("by tag", created.GetProperty("data").Pairs("tags")["mlflow.runName"]);
    }

    [Fact]
    public async Task Renaming_a_run_changes_the_tag_and_the_tag_renames_the_run()
    {
        var id = await suite.CreateRun();
        var updated = await suite.Call("runs/update", new { run_id = id, run_name = "first" });
        Assert.Equal("first", updated.GetProperty("run_info").GetString("run_name"));
        Assert.Equal("first", (await suite.Run(id)).GetProperty("data").Pairs("tags")["mlflow.runName"]);
        await suite.Call("runs/set-tag", new { run_id = id, key = "mlflow.runName", value = "second" });
        Assert.Equal("second", (await suite.Run(id)).GetProperty("info").GetString("run_name"));
        await suite.Call("runs/set-tag", new { run_id = id, key = "mlflow.runName", value = "" });
        await suite.Call("runs/update", new { run_id = id, run_name = "" });
        Assert.Equal("second", (await suite.Run(id)).GetProperty("info").GetString("run_name"));
    }

    [Fact]
    public async Task A_run_without_an_experiment_is_a_bad_request() =>
        await suite.Refused("runs/create", new { start_time = 1 }, "BAD_REQUEST");

    [Fact]
    public async Task An_unknown_status_is_ignored()
    {
        var id = await suite.CreateRun();
        var updated = await suite.Call("runs/update", new { run_id = id, status = "DONE", end_time = 5 });
        Assert.Equal("RUNNING", updated.GetProperty("run_info").GetString("status"));
        Assert.Equal(5, updated.GetProperty("run_info").GetProperty("end_time").GetInt64());
        foreach (var (given, status) in new (object, string)[]
            { ("FINISHED", "FINISHED"), ("FAILED", "FAILED"), (5, "KILLED"), ("SCHEDULED", "SCHEDULED"), (
                "RUNNING", "RUNNING") })
        {
            updated = await suite.Call("runs/update", new { run_id = id, status = given, end_time = 9 });
            Assert.Equal(status, updated.GetProperty("run_info").GetString("status"));
        }
    }

    [Fact]
    public async Task Deleting_and_restoring_a_run_can_be_repeated_and_a_deleted_run_is_still_returned()
    {
        var id = await suite.CreateRun();
        foreach (var (verb, stage) in new[] {
             ("delete", "deleted"), ("delete", "deleted"), ("restore", "active"), ("restore", "active") })
        {
            Assert.Equal("{}", (await suite.Call($"runs/{verb}", new { run_id = id })).ToString());
            Assert.Equal(stage, (await suite.Run(id)).GetProperty("info").GetString("lifecycle_stage"));
        }
    }

    [Theory]
    [InlineData("runs/update")]
    [InlineData("runs/log-metric")]
    [InlineData("runs/log-batch")]
    [InlineData("runs/log-parameter")]
    [InlineData("runs/set-tag")]
    [InlineData("runs/delete-tag")]
    public async Task A_deleted_run_refuses_changes_and_an_unknown_run_is_404(string path)
    {
        var id = await suite.CreateRun();
        await suite.Call("runs/delete", new { run_id = id });
        object Body(string runId) => new { run_id = runId, key = "k", value = path.EndsWith(
            "metric", StringComparison.Ordinal) ? "1" : "v", timestamp = 1 };
        Assert.Equal($"The run {id} must be in the 'active' state. Current state is deleted.",
            await suite.Refused(path, Body(id)));
        Assert.Equal("Run with id=unknown not found",
            await suite.Refused(path, Body("unknown"), "RESOURCE_DOES_NOT_EXIST", 404));
    }

    [Fact]
    public async Task An_absent_tag_cannot_be_deleted()
    {
        var id = await suite.CreateRun();
        await suite.Call("runs/set-tag", new { run_uuid = id, key = "k", value = "v" });
        await suite.Call("runs/delete-tag", new { run_id = id, key = "k" });
        Assert.Equal($"No tag with name: k in run with id {id}",
            await suite.Refused("runs/delete-tag", new { run_id = id, key = "k" }, "RESOURCE_DOES_NOT_EXIST", 404));
    }

    [Fact]
    public async Task A_param_cannot_be_changed()
    {
        var id = await suite.CreateRun();
        await suite.Call("runs/log-parameter", new { run_id = id, key = "lr", value = "1" });
        await suite.Call("runs/log-parameter", new { run_id = id, key = "lr", value = "1" });
        Assert.StartsWith(
            "Changing param values is not allowed. Param with key='lr' was already logged with value='1' "
            + $"for run ID='{id}'. "
            + "Attempted logging new value '2'",
            await suite.Refused("runs/log-parameter", new { run_id = id, key = "lr", value = "2" }));
        await suite.Call("runs/log-parameter", new { run_id = id, key = "empty", value = "" });
        await suite.Call("runs/log-parameter", new { run_id = id, key = "none" });
        var given = (await suite.Run(id)).GetProperty("data").Pairs("params");
        Assert.Equal(("1", "", ""), (given["lr"], given["empty"], given["none"]));
    }

    [Fact]
    public async Task Long_values_of_params_and_tags_are_truncated()
    {
        var id = await suite.CreateRun();
        await suite.Call("runs/log-parameter", new { run_id = id, key = "p", value = new string('x', 6_001) });
        await suite.Call("runs/set-tag", new { run_id = id, key = "t", value = new string('x', 8_001) });
        await suite.Call("runs/log-batch", new
        {
            run_id = id,
            @params = new[] { new { key = "bp", value = new string('x', 7_000) } },
            tags = new[] { new { key = "bt", value = new string('x', 9_000) } },
        });
        var data = (await suite.Run(id)).GetProperty("data");
        Assert.Equal((6_000, 6_000), (data.Pairs("params")["p"].Length, data.Pairs("params")["bp"].Length));
        Assert.Equal((8_000, 8_000), (data.Pairs("tags")["t"].Length, data.Pairs("tags")["bt"].Length));
    }

    [Theory]
    [InlineData("a/../b", "Names may be treated as files in certain cases")]
    [InlineData("/a", "Names may be treated as files in certain cases")]
    [InlineData(".", "Names may be treated as files in certain cases")]
    [InlineData("a//b", "Names may be treated as files in certain cases")]
    [InlineData("a\nb", "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.)")]
    [InlineData("a@b", "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.)")]
    public async Task A_key_that_is_not_a_plain_relative_path_is_refused(string key, string phrase)
    {
        var id = await suite.CreateRun();
        Assert.Contains(phrase, await suite.Refused("runs/log-parameter", new { run_id = id, key, value = "v" }));
        Assert.Contains(phrase, await suite.Refused("runs/set-tag", new { run_id = id, key, value = "v" }));
        Assert.Contains(phrase, await suite.Refused(
            "runs/log-metric", new { run_id = id, key, value = 1, timestamp = 1 }));
    }

    [Fact]
    public async Task A_key_has_at_most_250_characters()
    {
        var id = await suite.CreateRun();
        await suite.Call("runs/log-parameter", new { run_id = id, key = new string('k', 250), value = "v" });
        Assert.Equal("'Param key' exceeds the maximum length of 250 characters", await suite.Refused(
            "runs/log-parameter", new { run_id = id, key = new string('k', 251), value = "v" }));
        Assert.Equal("'Metric name' exceeds the maximum length of 250 characters", await suite.Refused(
            "runs/log-metric", new { run_id = id, key = new string('k', 251), value = 1, timestamp = 1 }));
    }

    [Theory]
    [InlineData("runs/set-tag", "{\"run_id\": 31, \"key\": \"tag\", \"value\": 41}",
        "Invalid value 31 for parameter 'run_id' supplied")]
    [InlineData("runs/set-tag", "{\"run_id\": \"r\", \"key\": \"tag\", \"value\": 41}",
        "Invalid value 41 for parameter 'value' supplied")]
    [InlineData("runs/set-tag", "{\"run_id\": \"r\", \"value\": \"v\"}", "Missing value for required parameter 'key'")]
    [InlineData("runs/log-parameter", "{\"run_id\": \"r\", \"key\": 31}",
        "Invalid value 31 for parameter 'key' supplied")]
    [InlineData("runs/create", "{\"experiment_id\": \"0\", \"start_time\": \"never\"}",
        "Invalid value \"never\" for parameter 'start_time' supplied")]
    [InlineData("runs/get", null, "Missing value for required parameter 'run_id'")]
    [InlineData("artifacts/list", null, "Missing value for required parameter 'run_id'")]
    public async Task A_missing_or_wrongly_typed_value_is_reported(string path, string? body, string phrase) =>
        Assert.Contains(phrase, await suite.Refused(path, body));
}
