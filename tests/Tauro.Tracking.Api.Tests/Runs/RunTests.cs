using System.Net;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Runs;

[Collection("service")]
public sealed class RunTests(TrackingService service)
{
    [Fact]
    public async Task A_run_is_started_with_every_field()
    {
        var parent = await service.NewRun();
        var response = await service.Post("/api/v1/runs", new NewRun(
            parent.ExperimentId, "trial", RunStatus.Scheduled, 1_700_000_000_000, "ada", "a note", parent.RunId,
            new Dictionary<string, string> { ["lr"] = "0.1" }, new Dictionary<string, string> { ["team"] = "ml" }));
        var run = await Read<Run>(response, HttpStatusCode.Created);

        Assert.Equal($"/api/v1/runs/{run.RunId}", response.Headers.Location?.OriginalString);
        var read = await service.Get<Run>($"/api/v1/runs/{run.RunId}");
        Assert.Equal(("trial", RunStatus.Scheduled, 1_700_000_000_000), (read.Name, read.Status, read.StartTime));
        Assert.Equal(("ada", "a note", parent.RunId), (read.UserId, read.Note, read.ParentRunId));
        Assert.Equal(("0.1", "ml"), (read.Params["lr"], read.Tags["team"]));
    }

    [Fact]
    public async Task A_run_is_updated_ended_deleted_and_restored()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var updated = await Read<Run>(await service.Patch(address, new { name = "better", note = "noted" }));
        Assert.Equal(("better", "noted"), (updated.Name, updated.Note));

        var ended = await Read<Run>(
            await service.Post($"{address}/end", new { status = "FAILED", end_time = 4_000_000_000_000 }));
        Assert.Equal((RunStatus.Failed, 4_000_000_000_000), (ended.Status, ended.EndTime));
        Assert.Equal(LifecycleStage.Deleted, (await Read<Run>(await service.Http.DeleteAsync(address))).LifecycleStage);
        Assert.Equal(LifecycleStage.Active, (await Read<Run>(await service.Post($"{address}/restore"))).LifecycleStage);
    }

    [Fact]
    public async Task Ending_without_a_body_means_completed_now()
    {
        var run = await service.NewRun();
        var ended = await Read<Run>(await service.Http.PostAsync($"/api/v1/runs/{run.RunId}/end", null));
        Assert.Equal(RunStatus.Completed, ended.Status);
        Assert.NotNull(ended.EndTime);
    }

    [Fact]
    public async Task A_run_cannot_end_as_running()
    {
        var run = await service.NewRun();
        var response = await service.Post($"/api/v1/runs/{run.RunId}/end", new { status = "RUNNING" });
        Assert.Contains("COMPLETED", await Refused(response, HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest));
    }

    [Fact]
    public async Task Params_are_logged_and_never_change()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        Assert.Equal(HttpStatusCode.NoContent,
            (await service.Post($"{address}/params", new { @params = new { lr = "0.1", depth = "3" } })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent,
            (await service.Post($"{address}/params", new { @params = new { lr = "0.1" } })).StatusCode);

        var detail = await Refused(
            await service.Post($"{address}/params", new { @params = new { lr = "0.2", @new = "1" } }),
            HttpStatusCode.Conflict, ProblemCodes.ParamImmutable);
        Assert.Contains("lr", detail);
        Assert.Equal(["depth", "lr"], (await service.Get<Run>(address)).Params.Keys.Order());
    }

    [Fact]
    public async Task Ending_without_a_status_completes_a_run_and_changes_nothing_of_one_that_has_ended()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var completed = await Read<Run>(await service.Post($"{address}/end"));
        Assert.Equal(RunStatus.Completed, completed.Status);

        address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var failed = await Read<Run>(await service.Post($"{address}/end", new { status = "FAILED", end_time = 5 }));
        using var none = await service.Http.PostAsync($"{address}/end", null);
        foreach (var response in new[] { none, await service.Post($"{address}/end") })
        {
            var kept = await Read<Run>(response);
            Assert.Equal((RunStatus.Failed, failed.EndTime), (kept.Status, kept.EndTime));
        }

        var corrected = await Read<Run>(await service.Post($"{address}/end", new { status = "COMPLETED" }));
        Assert.Equal(RunStatus.Completed, corrected.Status);
    }

    [Theory]
    [InlineData("/api/v1/experiments?fliter=x&max_results=1", "no query parameter 'fliter'; it has filter")]
    [InlineData("/api/v1/runs?run_ids=1&x=2", "no query parameter 'run_ids', 'x'; it has")]
    [InlineData("/api/v1/runs/1?include=tags", "it has as_of.")]
    [InlineData("/api/v1/tracking/events?limit=1&page_token=a", "'page_token'")]
    public async Task An_unknown_query_parameter_is_refused_with_its_name(string address, string detail) =>
        Assert.Contains(detail, await Refused(
            await service.Http.GetAsync(address), HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest));

    [Fact]
    public async Task Tags_are_set_and_deleted()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        Assert.Equal(HttpStatusCode.NoContent, (await service.Post($"{address}/tags",
            new { tags = new Dictionary<string, string> { ["team"] = "ml", ["a/b c"] = "x" } })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await service.Http.DeleteAsync($"{address}/tags/a/b%20c")).StatusCode);

        var tags = (await service.Get<Run>(address)).Tags;
        Assert.Equal("ml", tags["team"]);
        Assert.DoesNotContain("a/b c", tags.Keys);
        await Refused(await service.Http.DeleteAsync($"{address}/tags/a/b%20c"),
            HttpStatusCode.NotFound, ProblemCodes.TagNotFound);
    }

    [Theory]
    [InlineData("params"), InlineData("tags")]
    public async Task A_null_value_is_refused_and_nothing_is_written(string kind)
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var before = await service.Get<Run>(address);
        var body = new Dictionary<string, string?> { ["good"] = "1", ["bad"] = null };
        var sent = new Dictionary<string, object> { [kind] = body };
        Assert.Contains("bad", await Refused(await service.Post($"{address}/{kind}", sent),
            HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest));

        var after = await service.Get<Run>(address);
        Assert.Equal((before.Params.Count, before.Tags.Count), (after.Params.Count, after.Tags.Count));
    }

    [Fact]
    public async Task Runs_are_searched_by_query_and_by_body()
    {
        var first = await service.NewRun("good");
        var second = await Read<Run>(await service.Post("/api/v1/runs", new NewRun(first.ExperimentId, "bad")));
        foreach (var (run, auc) in new[] { (first, 0.9), (second, 0.5) })
            await service.Post($"/api/v1/runs/{run.RunId}/metrics", new { key = "auc", value = auc });

        var query = $"?experiment_id={first.ExperimentId}&filter=metrics.auc%20%3E%200.6";
        Assert.Equal(["good"], (await service.Get<Page<Run>>("/api/v1/runs" + query)).Items.Select(run => run.Name));
        var all = await service.Get<Page<Run>>(
            $"/api/v1/runs?experiment_id={first.ExperimentId}&order_by=metrics.auc%20ASC");
        Assert.Equal(["bad", "good"], all.Items.Select(run => run.Name));

        var searched = await Read<Page<Run>>(await service.Post("/api/v1/runs/search", new
        {
            experiment_ids = new[] { first.ExperimentId }, order_by = new[] { "metrics.auc DESC" }, max_results = 1,
        }));
        Assert.Equal(["good"], searched.Items.Select(run => run.Name));
        Assert.NotNull(searched.NextPageToken);
    }

    [Fact]
    public async Task The_events_of_a_run_are_in_the_history_in_order()
    {
        var run = await service.NewRun("eventful");
        await service.Post($"/api/v1/runs/{run.RunId}/end");
        await service.Http.DeleteAsync($"/api/v1/runs/{run.RunId}");

        var history = await service.Get<JsonElement>("/api/v1/tracking/events?after=0&limit=10000");
        var events = history.GetProperty("items").EnumerateArray()
            .Where(e => e.GetProperty("subject").GetString() == $"runs/{run.RunId}").ToList();
        Assert.Equal(["tauro.run.started", "tauro.run.ended", "tauro.run.deleted"],
            events.Select(e => e.GetProperty("type").GetString()));
        Assert.Equal(["run_id", "experiment_id", "name"],
            events[0].GetProperty("data").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_missing_run_is_not_found()
    {
        var address = $"/api/v1/runs/{new string('0', 32)}";
        await Refused(await service.Http.GetAsync(address), HttpStatusCode.NotFound, ProblemCodes.RunNotFound);
        await Refused(await service.Post($"{address}/end"), HttpStatusCode.NotFound, ProblemCodes.RunNotFound);
        await Refused(await service.Post($"{address}/tags", new { tags = new { a = "b" } }),
            HttpStatusCode.NotFound, ProblemCodes.RunNotFound);
    }

    [Fact]
    public async Task A_time_before_1970_is_refused_and_changes_nothing()
    {
        var run = await service.NewRun();
        var address = $"/api/v1/runs/{run.RunId}";
        foreach (var response in new[]
        {
            await service.Post("/api/v1/runs", new { experiment_id = run.ExperimentId, start_time = -1 }),
            await service.Post(address + "/end", new { end_time = -1 }),
            await service.Patch(address, new { status = "COMPLETED", end_time = long.MinValue }),
        })
            Assert.Contains(
                "_time is -", await Refused(response, HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest));
        Assert.Equal(RunStatus.Running, (await service.Get<Run>(address)).Status);
    }

    [Fact]
    public async Task An_error_names_a_status_as_the_API_does()
    {
        var run = await service.NewRun();
        var started = await service.Post(
            "/api/v1/runs", new { experiment_id = run.ExperimentId, status = "COMPLETED" });
        Assert.Contains("not as COMPLETED;", await Refused(
            started, HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest));
    }
}
