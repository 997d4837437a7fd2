using Tauro.LocalHosting.Tests.Running;

namespace Tauro.LocalHosting.Tests;

public sealed class RestartTests
{
    [Fact]
    public async Task A_crashed_service_is_started_again_on_its_port_and_the_table_says_so()
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(data.Path);
        await appHost.ReadyAsync();
        var url = appHost.UrlOf("my-worker");
        var before = await appHost.WhereAsync(url);

        await appHost.PostAsync($"{url}/crash");
        await appHost.SaysAsync("Running (restarted 1x)");

        Assert.Contains("my-worker: exited with code 134; restart 1 in 1 s", appHost.Output, StringComparison.Ordinal);
        Assert.NotEqual(before.ProcessId, (await appHost.WhereAsync(url)).ProcessId);

        await appHost.PostAsync($"{url}/crash");
        await appHost.SaysAsync("restart 2 in 2 s");
    }

    [Fact]
    public async Task A_service_that_refuses_to_start_is_left_alone_and_the_table_says_why()
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(
            data.Path, "--embedded", ("PROBE_REFUSAL", "Cannot start: [x] is wrong."));

        await appHost.SaysAsync("| Failed: Cannot start: [x] is wrong.");
        Assert.Contains(
            "my-worker: exited with code 78 and is not started again. Cannot start: [x] is wrong.",
            appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("restart 1", appHost.Output, StringComparison.Ordinal);
        appHost.Signal("TERM");
        Assert.Equal(0, await appHost.ExitedAsync());
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_restart_that_is_due()
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(data.Path);
        await appHost.ReadyAsync();

        await appHost.PostAsync($"{appHost.UrlOf("my-worker")}/crash");
        await appHost.SaysAsync("restart 1 in 1 s");
        appHost.Signal("TERM");

        Assert.Equal(0, await appHost.ExitedAsync());
        Assert.DoesNotContain("restarted 1x", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_delay_doubles_to_its_bound_and_a_good_run_resets_it()
    {
        var delay = new RestartDelay();
        var seconds = Enumerable.Range(0, 7).Select(_ => delay.After(TimeSpan.Zero).TotalSeconds);
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], seconds);
        Assert.Equal(1, delay.After(TimeSpan.FromMinutes(1)).TotalSeconds);
        Assert.Equal(2, delay.After(TimeSpan.Zero).TotalSeconds);
    }
}
