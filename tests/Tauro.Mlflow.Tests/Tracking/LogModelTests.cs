using System.Text.Json;
using Tauro.Contracts;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>Models of clients that do not know logged models yet: a tag of the run lists them.</summary>
[Collection("suite")]
public sealed class LogModelTests(Suite suite)
{
    [Fact]
    public async Task Models_are_listed_in_a_tag_of_the_run_without_the_configuration_of_their_flavors()
    {
        var run = await suite.CreateRun();
        for (var i = 1; i < 3; i++)
        {
            await suite.Call("runs/log-model", new
            {
                run_id = run,
                model_json = $$$"""
                    {"run_id": "{{{run}}}", "artifact_path": "m{{{i}}}", "utc_time_created": "now", "signature": "x",
                    "model_uuid": "u", "flavors": {"sklearn": {"pickled": 1, "config": {"a": 1}}, "plain": null}}
                    """,
            });
        }

        var history = JsonDocument.Parse(
            (await suite.Run(run)).GetProperty("data").Pairs("tags")["mlflow.log-model.history"]).RootElement;
        Assert.Equal(["m1", "m2"], history.EnumerateArray().Select(model => model.GetString("artifact_path")));
        Assert.Equal(
            $$$"""
            {"run_id": "{{{run}}}", "utc_time_created": "now", "artifact_path": "m1", "model_uuid": "u",
            "flavors": {"sklearn": {"pickled": 1}, "plain": null}}
            """.ReplaceLineEndings(" "), history[0].ToString());
    }

    [Fact]
    public async Task A_run_can_log_more_models_than_fit_in_the_tag_of_a_client()
    {
        var run = await suite.CreateRun();
        for (var i = 0; i < 40; i++)
        {
            await suite.Call("runs/log-model", new
            {
                run_id = run,
                model_json = $$$$"""
                    {"run_id":"{{{{run}}}}","artifact_path":"m{{{{i}}}}","utc_time_created":"now","flavors":
                    {"python_function":{"loader":"{{{{new string('x', 200)}}}}"}}}
                    """,
            });
        }

        var tag = (await suite.Run(run)).GetProperty("data").Pairs("tags")["mlflow.log-model.history"];
        Assert.True(tag.Length > Limits.TagValueLengthMax);
        Assert.Equal(40, JsonDocument.Parse(tag).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Concurrent_requests_lose_no_model()
    {
        var run = await suite.CreateRun();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => suite.Call("runs/log-model", new
        {
            run_id = run,
            model_json = $$$"""{"run_id":"r","artifact_path":"{{{i}}}","utc_time_created":"now","flavors":{}}""",
        })));
        var tag = (await suite.Run(run)).GetProperty("data").Pairs("tags")["mlflow.log-model.history"];
        Assert.Equal(20, JsonDocument.Parse(tag).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task An_invalid_model_is_refused()
    {
        var run = await suite.CreateRun();
        Assert.Contains("Missing value for required parameter 'run_id'",
            await suite.Refused("runs/log-model", new { model_json = "{}" }));
        Assert.Contains("Missing value for required parameter 'model_json'",
            await suite.Refused("runs/log-model", new { run_id = run }));
        Assert.Contains("is not a valid JSON",
            await suite.Refused("runs/log-model", new { run_id = run, model_json = "{" }));
        var message = await suite.Refused("runs/log-model", new { run_id = run, model_json = """{"run_id":"r"}""" });
        Assert.Contains("Model json is missing mandatory fields", message);
        foreach (var field in (string[])["'artifact_path'", "'flavors'", "'utc_time_created'"])
            Assert.Contains(field, message);
        Assert.Contains("Invalid value 3 for parameter 'model_json' supplied",
            await suite.Refused("runs/log-model", new { run_id = run, model_json = 3 }));
    }
}
