using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Tests.Mlflow;

/// <summary>Both APIs act on the same data.</summary>
[Collection("service")]
public sealed class TwoSurfacesTests(TrackingService service)
{
    [Fact]
    public async Task A_run_of_an_MLflow_client_is_seen_and_searched_natively()
    {
        var experiment = await service.CreateExperiment();
        var id = await service.CreateRun(experiment);
        await service.Call("runs/log-metric", new { run_id = id, key = "loss", value = 0.25, timestamp = 5, step = 2 });
        await service.Call("runs/update", new { run_id = id, status = "FINISHED", end_time = 9 });

        var run = await service.Get<Run>($"/api/v1/runs/{id}");
        Assert.Equal((RunStatus.Completed, 9L), (run.Status, run.EndTime));
        Assert.Equal(new LatestMetric(0.25, 2, 5), run.Metrics["loss"]);
        var filter = Uri.EscapeDataString("status = 'COMPLETED' AND metrics.loss < 1");
        var found = await service.Get<Page<Run>>($"/api/v1/runs?experiment_id={experiment}&filter={filter}");
        Assert.Equal(id, Assert.Single(found.Items).RunId);
    }

    [Fact]
    public async Task A_native_run_is_seen_by_an_MLflow_client()
    {
        var run = await service.NewRun("native");
        await service.Post($"/api/v1/runs/{run.RunId}/params", new Dictionary<string, string> { ["lr"] = "0.1" });
        await service.Post($"/api/v1/runs/{run.RunId}/end", new { status = "COMPLETED" });

        var seen = await service.Run(run.RunId);
        Assert.Equal("FINISHED", seen.GetProperty("info").Text("status"));
        Assert.Equal("native", seen.GetProperty("info").Text("run_name"));
        Assert.Equal("0.1", seen.GetProperty("data").Pairs("params")["lr"]);
    }

    [Fact]
    public async Task The_artifacts_of_a_run_are_listed_from_its_root()
    {
        var id = await service.CreateRun();
        foreach (var path in new[] { "model/model.pkl", "model/env/a.txt", "top.txt" })
            (await service.Http.PutAsync(
                $"/api/v1/runs/{id}/artifacts/{path}", new ByteArrayContent("12345"u8.ToArray())))
                .EnsureSuccessStatusCode();

        var root = await service.Call($"artifacts/list?run_id={id}");
        Assert.EndsWith($"/{id}/artifacts", root.Text("root_uri"));
        Assert.Equal(["model", "top.txt"], root.Texts("files", "path"));
        var model = (await service.Call($"artifacts/list?run_id={id}&path=model")).GetProperty("files");
        Assert.Equal("""[{"path":"model/env","is_dir":true},{"path":"model/model.pkl","is_dir":false,"file_size":5}]""",
            model.ToString());
        Assert.False((await service.Call($"artifacts/list?run_id={id}&path=nothing")).TryGetProperty("files", out _));
    }

    [Theory]
    [InlineData("../path")]
    [InlineData("/etc")]
    [InlineData("a/../../b")]
    [InlineData("%2e%2e/secret")]
    public async Task A_path_out_of_the_run_is_refused_in_two_words(string path)
    {
        var id = await service.CreateRun();
        Assert.Equal("Invalid path", await service.Refused(
            $"artifacts/list?run_id={id}&path={Uri.EscapeDataString(path)}", null));
    }
}
