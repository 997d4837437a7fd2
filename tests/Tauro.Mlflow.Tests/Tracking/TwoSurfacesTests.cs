using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>Both APIs act on the same data.</summary>
[Collection("suite")]
public sealed class TwoSurfacesTests(Suite suite)
{
    [Fact]
    public async Task A_run_of_an_MLflow_client_is_seen_and_searched_natively()
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
    public async Task A_native_run_is_seen_by_an_MLflow_client()
    {
        var run = await suite.NewRun("native");
        await suite.Post($"/api/v1/runs/{run.RunId}/params", new Dictionary<string, string> { ["lr"] = "0.1" });
        await suite.Post($"/api/v1/runs/{run.RunId}/end", new { status = "COMPLETED" });

        var seen = await suite.Run(run.RunId);
        Assert.Equal("FINISHED", seen.GetProperty("info").Text("status"));
        Assert.Equal("native", seen.GetProperty("info").Text("run_name"));
        Assert.Equal("0.1", seen.GetProperty("data").Pairs("params")["lr"]);
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
        Assert.EndsWith($"/{id}/artifacts", root.Text("root_uri"));
        Assert.Equal(["model", "top.txt"], root.Texts("files", "path"));
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
    public async Task A_path_out_of_the_run_is_refused_in_two_words(string path)
    {
        var id = await suite.CreateRun();
        Assert.Equal("Invalid path", await suite.Refused(
            $"artifacts/list?run_id={id}&path={Uri.EscapeDataString(path)}", null));
    }
}
