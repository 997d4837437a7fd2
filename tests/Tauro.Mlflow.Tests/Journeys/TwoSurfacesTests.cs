using System.Text.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Journeys;

/// <summary>Both APIs work on the same data.</summary>
[Collection("suite")]
public sealed class TwoSurfacesTests(Suite suite)
{
    [Fact]
    public async Task A_run_of_an_MLflow_client_is_found_natively()
    {
        var experiment = await suite.CreateExperiment();
        var id = await suite.CreateRun(experiment);
        await suite.Call("runs/log-metric", new { run_id = id, key = "loss", value = 0.25, timestamp = 5, step = 2 });
        await suite.Call("runs/update", new { run_id = id, status = "FINISHED", end_time = 9 });

        var run = await suite.Get<Run>($"/api/v1/runs/{id}");
        Assert.Equal((RunStatus.Completed, 9L), (run.Status, run.EndTime));
        Assert.Equal(new LatestMetric(0.25, 2, 5), run.Metrics["loss"]);
        var filter = Uri.EscapeDataString("status = 'COMPLETED' AND metrics.loss < 1");
        var found = await suite.Get<Page<Run>>($"/api/v1/runs?experiment_id={experiment}&filter={filter}");
        Assert.Equal(id, Assert.Single(found.Items).RunId);
    }

    [Fact]
    public async Task A_native_run_is_visible_to_an_MLflow_client()
    {
        var run = await suite.NewRun("native");
        await suite.Post($"/api/v1/runs/{run.RunId}/params", new { @params = new { lr = "0.1" } });
        await suite.Post($"/api/v1/runs/{run.RunId}/end", new { status = "COMPLETED" });

        var seen = await suite.Run(run.RunId);
        Assert.Equal("FINISHED", seen.GetProperty("info").GetString("status"));
        Assert.Equal("native", seen.GetProperty("info").GetString("run_name"));
        Assert.Equal("0.1", seen.GetProperty("data").Pairs("params")["lr"]);
    }

    [Fact]
    public async Task Runs_of_both_APIs_can_be_searched_and_compared_with_both()
    {
        var experiment = await suite.CreateExperiment();
        var theirs = await suite.CreateRun(experiment);
        await suite.Call("runs/log-batch", new
        {
            run_id = theirs, metrics = new[] { new { key = "auc", value = 0.5, timestamp = 1, step = 0 } },
            @params = new[] { new { key = "lr", value = "0.1" } },
        });
        await suite.Call("runs/update", new { run_id = theirs, status = "FINISHED", end_time = 9 });
        var ours = await Suite.Read<Run>(await suite.Post("/api/v1/runs", new NewRun(new(experiment), "native")));
        await suite.Post($"/api/v1/runs/{ours.RunId}/batch", new RunBatch(
            [new MetricPoint("auc", 0.75, 1)], new Dictionary<string, string> { ["lr"] = "0.2" }));
        await suite.Post($"/api/v1/runs/{ours.RunId}/end", new { status = "COMPLETED" });

        var compared = await suite.Get<JsonElement>(
            $"/api/v1/runs/compare?run_id={theirs}&run_id={ours.RunId}");
        Assert.Equal("[0.5,0.75]", compared.GetProperty("metrics").GetProperty("auc").GetRawText());
        Assert.Equal("""["0.1","0.2"]""", compared.GetProperty("params").GetProperty("lr").GetRawText());
        var found = await suite.Call("runs/search", new
        {
            experiment_ids = new[] { experiment }, filter = "status = 'FINISHED' AND metrics.auc >= 0.5",
            order_by = new[] { "metrics.auc DESC" },
        });
        Assert.Equal([ours.RunId, theirs], found.GetProperty("runs").EnumerateArray()
            .Select(run => run.GetProperty("info").GetString("run_id")));
        var native = await suite.Get<Page<Run>>(
            $"/api/v1/runs?experiment_id={experiment}&filter={Uri.EscapeDataString("status = 'COMPLETED'")}");
        Assert.Equal(2, native.Items.Count);
    }

    [Fact]
    public async Task Each_API_has_its_own_name_for_every_final_status()
    {
        foreach (var (mlflow, status) in new[]
        {
            ("FINISHED", RunStatus.Completed), ("FAILED", RunStatus.Failed), ("KILLED", RunStatus.Killed),
        })
        {
            var run = await suite.CreateRun();
            await suite.Call("runs/update", new { run_id = run, status = mlflow, end_time = 9 });
            Assert.Equal(status, (await suite.Get<Run>($"/api/v1/runs/{run}")).Status);
            Assert.Equal(mlflow, (await suite.Run(run)).GetProperty("info").GetString("status"));
        }
    }

    [Fact]
    public async Task A_run_that_ends_without_a_time_ends_now_in_both_APIs_and_one_that_runs_again_has_no_end()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var theirs = await suite.CreateRun();
        var ended = await suite.Call("runs/update", new { run_id = theirs, status = "FINISHED" });
        var ours = await suite.NewRun();
        await suite.Post($"/api/v1/runs/{ours.RunId}/end", new { status = "COMPLETED" });
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        Assert.InRange(ended.GetProperty("run_info").GetProperty("end_time").GetInt64(), before, after);
        Assert.InRange((await suite.Get<Run>($"/api/v1/runs/{theirs}")).EndTime!.Value, before, after);
        Assert.InRange(
            (await suite.Run(ours.RunId)).GetProperty("info").GetProperty("end_time").GetInt64(), before, after);
        await suite.Call("runs/update", new { run_id = theirs, status = "RUNNING" });
        Assert.Null((await suite.Get<Run>($"/api/v1/runs/{theirs}")).EndTime);
    }

    [Fact]
    public async Task A_model_of_either_API_is_visible_in_both()
    {
        var name = $"m-{Guid.NewGuid():N}";
        await suite.Call("registered-models/create", new { name });
        await suite.Post(
            $"/api/v1/models/{name}/versions", new { artifact_mode = "NONE", storage_location = "s3://b/m" });
        await suite.Call("model-versions/create", new { name, source = "s3://b/n" });
        await suite.Call("registered-models/alias", new { name, alias = "champion", version = "2" });

        var versions = await suite.Get<Page<ModelVersion>>($"/api/v1/models/{name}/versions");
        Assert.Equal([1, 2], versions.Items.Select(version => version.Version).Order());
        Assert.Equal(2, (await suite.Get<RegisteredModel>($"/api/v1/models/{name}")).Aliases["champion"]);
        var found = await suite.Call($"model-versions/search?filter={Uri.EscapeDataString($"name = '{name}'")}");
        Assert.Equal(["1", "2"], found.GetStrings("model_versions", "version").Order());
    }

    [Fact]
    public async Task The_artifacts_of_a_run_are_listed_from_its_root()
    {
        var id = await suite.CreateRun();
        foreach (var path in new[] { "model/model.pkl", "model/env/a.txt", "top.txt" })
            (await suite.Http.PutAsync(
                $"/api/v1/runs/{id}/artifacts/{path}", new ByteArrayContent("12345"u8.ToArray())))
                .EnsureSuccessStatusCode();

        var root = await suite.Call($"artifacts/list?run_id={id}");
        Assert.EndsWith($"/{id}/artifacts", root.GetString("root_uri"));
        Assert.Equal(["model", "top.txt"], root.GetStrings("files", "path"));
        var model = (await suite.Call($"artifacts/list?run_id={id}&path=model")).GetProperty("files");
        Assert.Equal("""[{"path":"model/env","is_dir":true},{"path":"model/model.pkl","is_dir":false,"file_size":5}]""",
            model.ToString());
        Assert.False((await suite.Call($"artifacts/list?run_id={id}&path=nothing")).TryGetProperty("files", out _));
    }

    [Theory]
    [InlineData("../path")]
    [InlineData("/etc")]
    [InlineData("a/../../b")]
    [InlineData("%2e%2e/secret")]
    public async Task A_path_outside_the_run_is_an_invalid_path(string path)
    {
        var id = await suite.CreateRun();
        Assert.StartsWith("Invalid path: ", await suite.Refused(
            $"artifacts/list?run_id={id}&path={Uri.EscapeDataString(path)}", null));
    }
}
