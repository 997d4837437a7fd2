namespace Tauro.Mlflow.Tests.Tracking;

[Collection("suite")]
public sealed class ExperimentTests(Suite suite)
{
    [Fact]
    public async Task An_experiment_is_stored_below_the_artifacts_of_the_service()
    {
        var id = await suite.CreateExperiment();
        var experiment = (await suite.Call($"experiments/get?experiment_id={id}")).GetProperty("experiment");
        Assert.Equal($"mlflow-artifacts:/{id}", experiment.GetString("artifact_location"));
        Assert.Equal("active", experiment.GetString("lifecycle_stage"));
    }

    [Fact]
    public async Task A_given_artifact_location_is_returned_and_used_for_the_runs()
    {
        var created = await suite.Call("experiments/create",
            new { name = $"s3 {Guid.NewGuid()}", artifact_location = "s3://bucket/a?versionId=1" });
        var id = created.GetString("experiment_id");
        var experiment = (await suite.Call($"experiments/get?experiment_id={id}")).GetProperty("experiment");
        Assert.Equal("s3://bucket/a?versionId=1", experiment.GetString("artifact_location"));

        var runId = await suite.CreateRun(id);
        var uri = (await suite.Run(runId)).GetProperty("info").GetString("artifact_uri");
        Assert.Equal($"s3://bucket/a/{runId}/artifacts?versionId=1", uri);
        var listed = await suite.Call($"artifacts/list?run_id={runId}");
        Assert.Equal(uri, listed.GetString("root_uri"));
        Assert.False(listed.TryGetProperty("files", out _));
    }

    [Theory]
    [InlineData("http://host#/abc/etc/", "'artifact_location' URL can't include fragments or params.")]
    [InlineData("http://host/;..%2F..%2Fetc", "'artifact_location' URL can't include fragments or params.")]
    [InlineData("http://host?/abc/../etc", "Invalid query string")]
    [InlineData("http://host?/%2e%2e/etc", "Invalid query string")]
    [InlineData("runs:/1/model", "Artifact location cannot be a runs:/ URI.")]
    public async Task An_unsafe_artifact_location_is_refused(string location, string phrase) =>
        Assert.Contains(phrase, await suite.Refused(
            "experiments/create", new { name = $"bad {Guid.NewGuid()}", artifact_location = location }));

    [Fact]
    public async Task A_taken_name_is_400_even_if_its_experiment_is_deleted()
    {
        var name = $"taken {Guid.NewGuid()}";
        var id = await suite.CreateExperiment(name);
        Assert.StartsWith($"Experiment(name={name}) already exists.", await suite.Refused(
            "experiments/create", new { name }, "RESOURCE_ALREADY_EXISTS"));
        await suite.Call("experiments/delete", new { experiment_id = id });
        Assert.Contains("which is deleted; restore it or choose another", await suite.Refused(
            "experiments/create", new { name }, "RESOURCE_ALREADY_EXISTS"));

        var other = await suite.CreateExperiment();
        Assert.Contains("already exists", await suite.Refused(
            "experiments/update", new { experiment_id = other, new_name = name }, "RESOURCE_ALREADY_EXISTS"));
    }

    [Fact]
    public async Task A_name_of_more_than_500_characters_is_refused() =>
        Assert.Equal("'name' exceeds the maximum length of 500 characters",
            await suite.Refused("experiments/create", new { name = new string('x', 501) }));

    [Fact]
    public async Task An_unknown_experiment_is_404()
    {
        Assert.Equal("No Experiment with id=123456 exists",
            await suite.Refused("experiments/get?experiment_id=123456", null, "RESOURCE_DOES_NOT_EXIST", 404));
        Assert.Equal("Could not find experiment with name 'unknown'", await suite.Refused(
            "experiments/get-by-name?experiment_name=unknown", null, "RESOURCE_DOES_NOT_EXIST", 404));
    }

    [Theory]
    [InlineData("experiments/get?experiment_id=abc", null)]
    [InlineData("experiments/delete", """{"experiment_id":"abc"}""")]
    [InlineData("experiments/set-experiment-tag", """{"experiment_id":"abc","key":"k","value":"v"}""")]
    [InlineData("runs/create", """{"experiment_id":"abc"}""")]
    [InlineData("runs/search", """{"experiment_ids":["0","abc"]}""")]
    [InlineData("logged-models", """{"experiment_id":"abc"}""")]
    [InlineData("logged-models/search", """{"experiment_ids":["abc"]}""")]
    [InlineData("/ajax-api/2.0/mlflow/experiments/search-datasets", """{"experiment_ids":["abc"]}""")]
    [InlineData("/api/3.0/mlflow/scorers/register", """{"experiment_id":"abc","name":"s","serialized_scorer":"{}"}""")]
    public async Task A_name_instead_of_an_id_is_400_and_not_404(string path, string? body) => Assert.Equal(
        "Invalid experiment ID 'abc'. Experiment ID must be a valid integer.", await suite.Refused(path, body));

    [Fact]
    public async Task A_deleted_experiment_is_found_by_id_and_name_and_cannot_be_deleted_again()
    {
        var name = $"gone {Guid.NewGuid()}";
        var id = await suite.CreateExperiment(name);
        await suite.Call("experiments/delete", new { experiment_id = id });

        foreach (var path in new[] { $"get?experiment_id={id}", $"get-by-name?experiment_name={name}" })
        {
            var found = (await suite.Call($"experiments/{path}")).GetProperty("experiment");
            Assert.Equal("deleted", found.GetString("lifecycle_stage"));
        }

        await suite.Refused("experiments/delete", new { experiment_id = id }, "RESOURCE_DOES_NOT_EXIST", 404);
        await suite.Call("experiments/restore", new { experiment_id = id });
        await suite.Refused("experiments/restore", new { experiment_id = id }, "RESOURCE_DOES_NOT_EXIST", 404);
    }

    [Fact]
    public async Task Deleting_and_restoring_an_experiment_includes_its_runs()
    {
        var id = await suite.CreateExperiment();
        var (value, two) = (await suite.CreateRun(id), await suite.CreateRun(id));
        await suite.Call("runs/delete", new { run_id = value });
        await suite.Call("experiments/delete", new { experiment_id = id });
        Assert.Equal("deleted", (await suite.Run(two)).GetProperty("info").GetString("lifecycle_stage"));
        await suite.Call("experiments/restore", new { experiment_id = id });
        foreach (var run in new[] { value, two })
            Assert.Equal("active", (await suite.Run(run)).GetProperty("info").GetString("lifecycle_stage"));
    }

    [Fact]
    public async Task A_deleted_experiment_accepts_no_runs_tags_or_new_name()
    {
        var id = await suite.CreateExperiment();
        await suite.Call("experiments/delete", new { experiment_id = id });
        var phrase = $"The experiment {id} must be in the 'active' state. Current state is deleted.";
        Assert.Equal(phrase, await suite.Refused("runs/create", new { experiment_id = id }));
        Assert.Equal(phrase, await suite.Refused(
            "experiments/set-experiment-tag", new { experiment_id = id, key = "a", value = "b" }));
        Assert.Contains("Cannot rename a non-active experiment", await suite.Refused(
            "experiments/update", new { experiment_id = id, new_name = $"x {id}" }));
    }

    [Fact]
    public async Task Tags_are_set_changed_and_deleted()
    {
        var id = await suite.CreateExperiment();
        foreach (var value in new[] { "one", "", "a\nb" })
        {
            await suite.Call("experiments/set-experiment-tag", new { experiment_id = id, key = "k", value });
            Assert.Equal(value, (await Tags(id))["k"]);
        }

        await suite.Call("experiments/delete-experiment-tag", new { experiment_id = id, key = "k" });
        Assert.Empty(await Tags(id));
        Assert.Equal($"No tag with name: k in experiment with id {id}", await suite.Refused(
            "experiments/delete-experiment-tag", new { experiment_id = id, key = "k" }, "RESOURCE_DOES_NOT_EXIST",
                404));
    }

    [Fact]
    public async Task A_tag_over_its_limits_is_refused()
    {
        var id = await suite.CreateExperiment();
        Assert.Equal("'key' exceeds the maximum length of 250 characters", await suite.Refused(
            "experiments/set-experiment-tag", new { experiment_id = id, key = new string('k', 251), value = "v" }));
        Assert.Equal("'value' exceeds the maximum length of 5000 characters", await suite.Refused(
            "experiments/set-experiment-tag", new { experiment_id = id, key = "k", value = new string('v', 5001) }));
    }

    [Fact]
    public async Task A_search_requires_a_size()
    {
        Assert.Contains("Invalid value 0 for parameter 'max_results' supplied", await suite.Refused(
            "experiments/search", "{}"));
        Assert.Contains("Invalid value -1 for parameter 'max_results' supplied",
            await suite.Refused("experiments/search?max_results=-1", null));
        Assert.Contains("Invalid value 50001 for parameter 'max_results' supplied",
            await suite.Refused("experiments/search", new { max_results = 50_001 }));
        Assert.Contains("Invalid value \"many\" for parameter 'max_results' supplied:",
            await suite.Refused("experiments/search?max_results=many", null));
    }

    [Fact]
    public async Task A_search_by_GET_and_by_POST_returns_the_same_newest_first()
    {
        var mark = Guid.NewGuid().ToString("N");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await suite.CreateExperiment($"{mark} {i}"));
            await NextMillisecond();
        }

        await suite.Call("experiments/delete", new { experiment_id = ids[0] });

        var filter = $"name LIKE '{mark}%'";
        var posted = await suite.Call("experiments/search", new { max_results = 10, filter });
        Assert.Equal([ids[2], ids[1]], posted.GetStrings("experiments", "experiment_id"));
        var got = await suite.Call($"experiments/search?max_results=10&filter={Uri.EscapeDataString(filter)}");
        Assert.Equal([ids[2], ids[1]], got.GetStrings("experiments", "experiment_id"));
        var all = await suite.Call(
            "experiments/search", new { max_results = 10, filter, view_type = "ALL", order_by = new[] { "name" } });
        Assert.Equal(ids, all.GetStrings("experiments", "experiment_id"));
        var deleted = await suite.Call(
            $"experiments/search?max_results=10&view_type=DELETED_ONLY&filter={Uri.EscapeDataString(filter)}");
        Assert.Equal([ids[0]], deleted.GetStrings("experiments", "experiment_id"));
        Assert.Equal("{}", (await suite.Call(
            "experiments/search", new { max_results = 1, filter = "name = 'unknown'" })).ToString());
    }

    [Fact]
    public async Task A_requested_order_breaks_ties_by_the_newest_id()
    {
        var mark = Guid.NewGuid().ToString("N");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Add(await suite.CreateExperiment($"{mark} {i}"));
        foreach (var id in ids)
            await suite.Call("experiments/set-experiment-tag", new { experiment_id = id, key = "t", value = "same" });
        var found = await suite.Call("experiments/search", new
        {
            max_results = 10, filter = $"name LIKE '{mark}%'", order_by = new[] { "tags.t ASC" },
        });
        ids.Reverse();
        Assert.Equal(ids, found.GetStrings("experiments", "experiment_id"));
    }

    private async Task<Dictionary<string, string>> Tags(string id) =>
        (await suite.Call($"experiments/get?experiment_id={id}")).GetProperty("experiment").Pairs("tags");

    /// <summary>Waits, because experiments created in the same millisecond are ordered by id.</summary>
    private static async Task NextMillisecond()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        while (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() == now) await Task.Yield();
    }
}
