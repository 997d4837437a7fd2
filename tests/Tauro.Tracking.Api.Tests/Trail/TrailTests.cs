using System.Net;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Trail;

namespace Tauro.Tracking.Api.Tests.Trail;

public sealed class TrailTests(TrackingService tracking) : IClassFixture<TrackingService>
{
    private const string Trail = "/api/v1/tracking/trail";

    [Fact]
    public async Task A_run_is_read_as_it_was()
    {
        var run = await tracking.NewRun("first");
        await Ok(await tracking.Post($"/api/v1/runs/{run.RunId}/tags", new { tags = new { team = "a" } }));
        await Ok(await tracking.Post($"/api/v1/runs/{run.RunId}/params", new { @params = new { lr = "0.1" } }));
        var then = await Later();
        await Ok(await tracking.Post($"/api/v1/runs/{run.RunId}/tags", new { tags = new { team = "b", more = "1" } }));
        await Ok(await tracking.Post($"/api/v1/runs/{run.RunId}/params", new { @params = new { depth = "3" } }));
        await Ok(await tracking.Post($"/api/v1/runs/{run.RunId}/batch", new
        {
            metrics = new[] { new { key = "loss", value = 1.5, step = 0, timestamp = 1 } },
        }));
        await Ok(await tracking.Patch($"/api/v1/runs/{run.RunId}", new { name = "second" }));
        await Ok(await tracking.Post($"/api/v1/runs/{run.RunId}/end"));
        var end = await Later();
        await Ok(await tracking.Http.DeleteAsync($"/api/v1/experiments/{run.ExperimentId}"));
        var deleted = await Later();
        await Ok(await tracking.Post($"/api/v1/experiments/{run.ExperimentId}/restore"));

        var was = await tracking.Get<Run>($"/api/v1/runs/{run.RunId}?as_of={then}");
        Assert.Equal(("first", RunStatus.Running, (long?)null), (was.Name, was.Status, was.EndTime));
        Assert.Equal(("a", false), (was.Tags["team"], was.Tags.ContainsKey("more")));
        Assert.Equal("0.1", Assert.Single(was.Params).Value);
        var ended = await tracking.Get<Run>($"/api/v1/runs/{run.RunId}?as_of={end}");
        Assert.Equal(("second", RunStatus.Completed, "b"), (ended.Name, ended.Status, ended.Tags["team"]));
        Assert.Empty(ended.Metrics);
        var gone = await tracking.Get<Run>($"/api/v1/runs/{run.RunId}?as_of={deleted}");
        Assert.Equal(LifecycleStage.Deleted, gone.LifecycleStage);
        var experiment = await tracking.Get<Experiment>($"/api/v1/experiments/{run.ExperimentId}?as_of={deleted}");
        Assert.Equal(LifecycleStage.Deleted, experiment.LifecycleStage);
        var now = await tracking.Get<Run>($"/api/v1/runs/{run.RunId}?as_of={deleted + 1_000_000}");
        Assert.Equal(LifecycleStage.Active, now.LifecycleStage);
    }

    [Fact]
    public async Task What_did_not_exist_then_is_not_found()
    {
        await tracking.NewRun();
        var then = await Later();
        var run = await tracking.NewRun();

        var detail = await TrackingService.Refused(
            await tracking.Http.GetAsync($"/api/v1/runs/{run.RunId}?as_of={then}"), HttpStatusCode.NotFound,
            "run_not_found");

        Assert.Contains("did not exist", detail);
        await TrackingService.Refused(
            await tracking.Http.GetAsync($"/api/v1/experiments/{run.ExperimentId}?as_of={then}"),
            HttpStatusCode.NotFound, "experiment_not_found");
        await TrackingService.Refused(
            await tracking.Http.GetAsync($"/api/v1/runs/{run.RunId}?as_of=0"), HttpStatusCode.BadRequest,
            "before_trail");
    }

    [Fact]
    public async Task Params_tags_and_artifacts_are_in_the_trail_and_points_are_not()
    {
        var run = await tracking.NewRun();
        var before = await tracking.Get<TrailCheckpoint>($"{Trail}/checkpoint");
        await Ok(await tracking.Post($"/api/v1/runs/{run.RunId}/batch", new
        {
            metrics = new[] { new { key = "loss", value = 1.5, step = 0, timestamp = 1 } },
        }));
        Assert.Equal(before, await tracking.Get<TrailCheckpoint>($"{Trail}/checkpoint"));
        await Ok(await tracking.Post($"/api/v1/runs/{run.RunId}/params", new { @params = new { lr = "0.1" } }));
        await Ok(await tracking.Http.PutAsync(
            $"/api/v1/runs/{run.RunId}/artifacts/model/data.bin", new ByteArrayContent([1, 2, 3])));

        var page = await tracking.Get<TrailPage>($"{Trail}?resource=runs/{run.RunId}/*&after={before.Sequence}");

        Assert.Equal(["run", "artifact"], page.Items.Select(entry => entry.Kind));
        Assert.Equal($"runs/{run.RunId}/artifacts/model/data.bin", page.Items[1].Resource);
        Assert.Equal("{}", page.Items[0].Before!.Value.TryGetProperty("params", out var was) ? $"{was}" : "");
        Assert.Equal("0.1", page.Items[0].After!.Value.GetProperty("params").GetProperty("lr").GetString());
        Assert.True((await TrackingService.Read<TrailVerification>(await tracking.Http.PostAsync(
            $"{Trail}/verify", null))).Intact);
    }

    private static async Task Ok(HttpResponseMessage response) =>
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());

    /// <summary>Returns the time of the last change, after which the clock has moved on.</summary>
    private async Task<long> Later()
    {
        var last = (await tracking.Get<TrailCheckpoint>($"{Trail}/checkpoint")).Time;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() <= last) await Task.Delay(1, timeout.Token);
        return last;
    }
}
