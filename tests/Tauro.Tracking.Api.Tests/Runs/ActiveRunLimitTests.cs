using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.TestServers;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Runs;

public sealed class ActiveRunLimitTests : IAsyncDisposable
{
    private const string CreateRun = "/api/2.0/mlflow/runs/create";
    private const string Header = "Tauro-Warning";

    private readonly TemporaryFolder folder = new();
    private WebApplication? app;
    private HttpClient? http;

    private HttpClient Http => http!;

    [Fact]
    public async Task Beyond_the_limit_runs_are_started_with_a_warning_and_one_event()
    {
        await Start(("TAURO_MLOPS_MAX_ACTIVE_RUNS", "2"));
        await NewRun();
        Assert.False((await NewRun()).Headers.Contains(Header));

        var third = await NewRun();
        Assert.Equal(HttpStatusCode.Created, third.StatusCode);
        Assert.Equal(
            "active_runs;detail=\"More than 2 runs are running, the limit (Limits:ActiveRunsMax). "
            + "End some, or raise the limit.\"", Assert.Single(third.Headers.GetValues(Header)));
        var fourth = await Http.PostAsJsonAsync(CreateRun, new { experiment_id = "0" });
        Assert.Equal(HttpStatusCode.OK, fourth.StatusCode);
        Assert.StartsWith("active_runs;", Assert.Single(fourth.Headers.GetValues(Header)));

        var reached = Assert.Single(await Events());
        Assert.Equal("active_runs", reached.GetProperty("limit").GetString());
        Assert.Equal((2, "WARN"), (reached.GetProperty("max").GetInt32(), reached.GetProperty("action").GetString()));
        await End(await Read<Run>(third));
        await NewRun();
        Assert.Single(await Events());
    }

    [Fact]
    public async Task Runs_beyond_a_limit_that_refuses_are_a_conflict_in_both_APIs()
    {
        await Start(("Limits:ActiveRunsMax", "2"), ("Limits:ActiveRunsAction", "Refuse"));
        var first = await Read<Run>(await NewRun());
        await NewRun();

        Assert.Equal(
            "2 runs are running already, the limit (Limits:ActiveRunsMax). End some, or raise the limit.",
            await Refused(await NewRun(), HttpStatusCode.Conflict, ProblemCodes.LimitReached));
        var refused = await Http.PostAsJsonAsync(CreateRun, new { experiment_id = "0" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var error = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("RESOURCE_CONFLICT", error.GetProperty("error_code").GetString());
        Assert.Contains("End some", error.GetProperty("message").GetString());
        Assert.Equal("REFUSE", Assert.Single(await Events()).GetProperty("action").GetString());

        await End(first);
        Assert.Equal(HttpStatusCode.Created, (await NewRun()).StatusCode);
        Assert.Equal(2, (await Events()).Count);
    }

    [Fact]
    public async Task A_scheduled_run_that_begins_counts_as_one_that_is_started()
    {
        await Start(("Limits:ActiveRunsMax", "1"), ("Limits:ActiveRunsAction", "Refuse"));
        var running = await Read<Run>(await NewRun());
        var scheduled = await Read<Run>(await NewRun(new NewRun(new("0"), Status: RunStatus.Scheduled)));
        Task<HttpResponseMessage> Begin() => Http.PatchAsJsonAsync(
            $"/api/v1/runs/{scheduled.RunId}", new RunChange(Status: RunStatus.Running), TauroJson.Options);

        await Refused(await Begin(), HttpStatusCode.Conflict, ProblemCodes.LimitReached);
        var mlflow = await Http.PostAsJsonAsync(
            "/api/2.0/mlflow/runs/update", new { run_id = scheduled.RunId.Value, status = "RUNNING" });
        Assert.Equal(HttpStatusCode.Conflict, mlflow.StatusCode);
        await End(running);
        Assert.Equal(RunStatus.Running, (await Read<Run>(await Begin())).Status);
        // A run that has ended is not refused when it is running again, and neither is one that is running.
        var again = await Http.PatchAsJsonAsync(
            $"/api/v1/runs/{running.RunId}", new RunChange(Status: RunStatus.Running), TauroJson.Options);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Begin()).StatusCode);
    }

    [Fact]
    public async Task A_scheduled_run_that_begins_beyond_the_limit_gets_a_warning_and_one_event()
    {
        await Start(("Limits:ActiveRunsMax", "1"));
        await NewRun();
        for (var i = 0; i < 2; i++)
        {
            var scheduled = await Read<Run>(await NewRun(new NewRun(new("0"), Status: RunStatus.Scheduled)));
            var begun = await Http.PatchAsJsonAsync(
                $"/api/v1/runs/{scheduled.RunId}", new RunChange(Status: RunStatus.Running), TauroJson.Options);
            Assert.StartsWith("active_runs;", Assert.Single(begun.Headers.GetValues(Header)));
            Assert.Single(await Events());
        }
    }

    [Fact]
    public async Task Deleted_and_scheduled_runs_do_not_count()
    {
        await Start(("Limits:ActiveRunsMax", "1"), ("Limits:ActiveRunsAction", "Refuse"));
        var deleted = await Read<Run>(await NewRun());
        (await Http.DeleteAsync($"/api/v1/runs/{deleted.RunId}")).EnsureSuccessStatusCode();
        var experiment = await Read<Experiment>(
            await Http.PostAsJsonAsync("/api/v1/experiments", new NewExperiment("deleted"), TauroJson.Options));
        Assert.Equal(HttpStatusCode.Created, (await NewRun(new NewRun(experiment.ExperimentId))).StatusCode);
        (await Http.DeleteAsync($"/api/v1/experiments/{experiment.ExperimentId}")).EnsureSuccessStatusCode();

        Assert.Equal(HttpStatusCode.Created, (await NewRun()).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await NewRun()).StatusCode);
        var scheduled = await NewRun(new NewRun(new("0"), Status: RunStatus.Scheduled));
        Assert.Equal(HttpStatusCode.Created, scheduled.StatusCode);
    }

    [Fact]
    public async Task Runs_count_again_when_they_or_their_experiments_are_restored()
    {
        await Start(("Limits:ActiveRunsMax", "1"), ("Limits:ActiveRunsAction", "Refuse"));
        var experiment = await Read<Experiment>(
            await Http.PostAsJsonAsync("/api/v1/experiments", new NewExperiment("restored"), TauroJson.Options));
        var run = await Read<Run>(await NewRun(new NewRun(experiment.ExperimentId)));
        foreach (var path in new[] { $"/api/v1/runs/{run.RunId}", $"/api/v1/experiments/{experiment.ExperimentId}" })
        {
            Assert.Equal(HttpStatusCode.Conflict, (await NewRun()).StatusCode);
            (await Http.DeleteAsync(path)).EnsureSuccessStatusCode();
            await End(await Read<Run>(await NewRun()));
            (await Http.PostAsJsonAsync($"{path}/restore", new { })).EnsureSuccessStatusCode();
            Assert.Equal(HttpStatusCode.Conflict, (await NewRun()).StatusCode);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (app is not null) await app.DisposeAsync();
        folder.Dispose();
    }

    private async Task Start(params (string, string?)[] settings)
    {
        app = await TrackingHost.Start(folder, settings);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    private Task<HttpResponseMessage> NewRun(NewRun? run = null) =>
        Http.PostAsJsonAsync("/api/v1/runs", run ?? new NewRun(new("0")), TauroJson.Options);

    private async Task End(Run run) =>
        (await Http.PostAsJsonAsync($"/api/v1/runs/{run.RunId}/end", new { })).EnsureSuccessStatusCode();

    private async Task<IReadOnlyList<JsonElement>> Events() =>
        [.. (await Read<EventPage>(await Http.GetAsync("/api/v1/tracking/events?type=tauro.limit.reached"))).Items
            .Select(record => record.Data)];
}
