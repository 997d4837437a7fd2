using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.TestServers;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Runs;

public sealed class StaleRunTests : IAsyncDisposable
{
    private const string Mlflow = "/api/2.0/mlflow";

    private readonly TemporaryFolder folder = new();
    private readonly LateClock clock = new();
    private WebApplication? app;
    private HttpClient? http;

    private HttpClient Http => http!;

    [Fact]
    public async Task A_stale_run_fails_with_the_reason_and_a_late_write_makes_it_running_again()
    {
        await Start(("StaleRuns:Enabled", "true"), ("StaleRuns:After", "02:00:00"));
        var run = await NewRun();
        clock.Shift = TimeSpan.FromHours(3);

        var failed = await Until(run, RunStatus.Failed);
        Assert.StartsWith("stale: nothing was logged from", failed.Tags[TagNames.EndReason]);
        var events = await Events(run);
        Assert.Equal(["tauro.run.started", "tauro.run.stale", "tauro.run.ended"], events.Select(e => e.Type));
        Assert.Equal(7_200_000, events[1].Data.GetProperty("threshold").GetInt64());
        Assert.Equal(run.StartTime, events[1].Data.GetProperty("last_write").GetInt64());
        Assert.Equal("FAILED", await MlflowStatus(run));

        await Send($"{Mlflow}/runs/log-metric", new { run_id = run.RunId, key = "loss", value = 0.5, timestamp = 1 });

        var revived = await Get(run);
        Assert.Equal((RunStatus.Running, null), (revived.Status, revived.EndTime));
        Assert.DoesNotContain(TagNames.EndReason, revived.Tags);
        Assert.Equal("RUNNING", await MlflowStatus(run));
        Assert.Equal("tauro.run.updated", (await Events(run))[^1].Type);
        await Send($"{Mlflow}/runs/update", new { run_id = run.RunId, status = "FINISHED" });
        Assert.Equal(RunStatus.Completed, (await Get(run)).Status);
    }

    [Fact]
    public async Task Without_revival_a_late_write_is_one_to_an_ended_run()
    {
        await Start(("StaleRuns:Enabled", "true"), ("StaleRuns:Revive", "false"));
        var run = await NewRun();
        clock.Shift = TimeSpan.FromHours(2);
        await Until(run, RunStatus.Failed);

        await Send($"/api/v1/runs/{run.RunId}/metrics", new { key = "loss", value = 0.5 });
        using var content = new ByteArrayContent([1, 2]);
        (await Http.PutAsync($"/api/v1/runs/{run.RunId}/artifacts/a.bin", content)).EnsureSuccessStatusCode();

        var written = await Get(run);
        Assert.Equal(RunStatus.Failed, written.Status);
        Assert.Contains(TagNames.EndReason, written.Tags);
        Assert.Contains("loss", written.Metrics);
    }

    [Fact]
    public async Task An_artifact_of_either_API_makes_a_stale_run_running_again()
    {
        await Start(("StaleRuns:Enabled", "true"));
        var (first, second) = (await NewRun(), await NewRun());
        clock.Shift = TimeSpan.FromHours(2);
        await Until(first, RunStatus.Failed);
        await Until(second, RunStatus.Failed);

        using var content = new ByteArrayContent([1, 2]);
        (await Http.PutAsync($"/api/v1/runs/{first.RunId}/artifacts/a.bin", content)).EnsureSuccessStatusCode();
        (await Http.PutAsync(
            $"/api/2.0/mlflow-artifacts/artifacts/0/{second.RunId}/artifacts/a.bin", content))
            .EnsureSuccessStatusCode();

        Assert.Equal(RunStatus.Running, (await Get(first)).Status);
        Assert.Equal(RunStatus.Running, (await Get(second)).Status);
    }

    [Fact]
    public async Task By_default_a_silent_run_is_left_alone()
    {
        await Start();
        var run = await NewRun();
        clock.Shift = TimeSpan.FromDays(30);
        var before = clock.Turns;
        await Eventually.True(() => clock.Turns > before + 3, "stale runs would have been looked for");

        Assert.Equal(RunStatus.Running, (await Get(run)).Status);
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (app is not null) await app.DisposeAsync();
        folder.Dispose();
    }

    private async Task Start(params (string, string?)[] settings)
    {
        app = await TrackingHost.Start(
            folder, clock, [("StaleRuns:Interval", LateClock.Interval.ToString()), .. settings]);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    private async Task<Run> NewRun() =>
        await Read<Run>(await Http.PostAsJsonAsync("/api/v1/runs", new NewRun(new("0")), TauroJson.Options));

    private async Task<Run> Get(Run run) => await Read<Run>(await Http.GetAsync($"/api/v1/runs/{run.RunId}"));

    private async Task<Run> Until(Run run, RunStatus status)
    {
        await Eventually.True(async () => (await Get(run)).Status == status, $"the run is {status}");
        return await Get(run);
    }

    private async Task Send(string address, object body) =>
        (await Http.PostAsJsonAsync(address, body)).EnsureSuccessStatusCode();

    private async Task<string> MlflowStatus(Run run)
    {
        var found = await Http.GetFromJsonAsync<JsonElement>($"{Mlflow}/runs/get?run_id={run.RunId}");
        return found.GetProperty("run").GetProperty("info").GetProperty("status").GetString()!;
    }

    private async Task<IReadOnlyList<EventRecord>> Events(Run run) =>
        [.. (await Read<EventPage>(await Http.GetAsync("/api/v1/tracking/events"))).Items
            .Where(record => record.Subject == $"runs/{run.RunId}")];

    /// <summary>The real clock, ahead by as much as a test lets pass.</summary>
    private sealed class LateClock : TimeProvider
    {
        private long shift;
        private int turns;

        /// <summary>Only the sweep has this one.</summary>
        public static TimeSpan Interval => TimeSpan.FromMilliseconds(21);

        public int Turns => Volatile.Read(ref turns);

        public TimeSpan Shift
        {
            set => Interlocked.Exchange(ref shift, value.Ticks);
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                waiting =>
                {
                    if (period == Interval) Interlocked.Increment(ref turns);
                    callback(waiting);
                },
                state, dueTime, period);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref shift));
    }
}
