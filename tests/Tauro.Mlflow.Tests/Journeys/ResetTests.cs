using System.Net;
using System.Text.Json;
using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Journeys;

/// <summary>The reset, by which a test suite gets an empty server.</summary>
[Collection("suite")]
public sealed class ResetTests(Suite suite)
{
    [Fact]
    public async Task A_reset_leaves_nothing_but_the_experiment_Default()
    {
        var run = await suite.CreateRun();
        await suite.Call("registered-models/create", new { name = $"left {Guid.NewGuid():N}" });
        await suite.Call("webhooks", new
        {
            name = "hook", url = "http://127.0.0.1:8", events = new[] { new { entity = "PROMPT", action = "CREATED" } },
        });

        await suite.Reset();

        var left = (await suite.Call("experiments/search?max_results=10&view_type=ALL")).GetProperty("experiments");
        var only = Assert.Single(left.EnumerateArray());
        Assert.Equal(("0", "Default", "active"),
            (only.GetString("experiment_id"), only.GetString("name"), only.GetString("lifecycle_stage")));
        await suite.Refused($"runs/get?run_id={run}", null, "RESOURCE_DOES_NOT_EXIST", 404);
        Assert.Equal("{}", (await suite.Call("registered-models/search")).ToString());
        Assert.Equal("{}", (await suite.Call("webhooks")).ToString());
        Assert.Equal("1", await suite.CreateExperiment());
        await suite.Call("registered-models/create", new { name = "m" });
        var made = await suite.Call("model-versions/create", new { name = "m", source = "s3://b/m" });
        Assert.Equal("1", made.GetProperty("model_version").GetString("version"));
    }

    [Fact]
    public async Task Without_the_variable_nothing_is_reset()
    {
        await using var guarded = new Suite(new() { ["TAURO_TESTING_RESET"] = "0" });
        var run = await guarded.CreateRun();
        using var response = await guarded.Http.PostAsync("/api/v1/testing/reset", null);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(JsonValueKind.Object, (await guarded.Run(run)).ValueKind);
    }
}
