using System.Collections.Concurrent;
using Microsoft.Playwright;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>What has happened since a page was opened is announced on it.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class LiveEventTests(EmbeddedStack stack, Browser browser)
{
    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task A_run_that_starts_is_announced_and_shown_on_request()
    {
        var experiment = await Api.CreateExperiment($"live {Guid.NewGuid():N}");
        var first = await Api.StartRun(new NewRun(experiment.ExperimentId, "first"));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment.ExperimentId}");
        await page.Locator("live-events[data-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        await Api.StartRun(new NewRun(experiment.ExperimentId, "second"));
        await Api.EndRun(first.RunId);
        await Api.StartRun(new NewRun((await Api.CreateExperiment($"other {Guid.NewGuid():N}")).ExperimentId, "other"));

        await Assertions.Expect(Announcement(page)).ToHaveTextAsync("1 new run, 1 run ended – show");
        await Assertions.Expect(page.Locator("table.runs tbody th a")).ToHaveTextAsync(["first"]);
        await Announcement(page).ClickAsync();
        await Assertions.Expect(page.Locator("table.runs tbody th a")).ToHaveTextAsync(["second", "first"]);
        await Assertions.Expect(page.Locator("table.runs tbody .chip")).ToHaveTextAsync(["Running", "Finished"]);
        await Assertions.Expect(Announcement(page)).ToHaveCountAsync(0);
        await Api.StartRun(new NewRun(experiment.ExperimentId, "third"));
        await Assertions.Expect(Announcement(page)).ToHaveTextAsync("1 new run – show");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_tabs_of_a_browser_share_one_stream_and_another_one_continues_it()
    {
        var experiment = await Api.CreateExperiment($"tabs {Guid.NewGuid():N}");
        await using var tab = await browser.Open(Api.Address);
        var streams = new ConcurrentQueue<string>();
        tab.Page.Context.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/tracking/events/stream", StringComparison.Ordinal)) streams.Enqueue(request.Url);
        };
        var leader = tab.Page;
        await leader.GotoAsync($"/experiments/{experiment.ExperimentId}");
        await leader.WaitForFunctionAsync("async () => (await navigator.locks.query()).held.length === 1");
        List<IPage> others = [];
        foreach (var path in new[] { "/", "/events", $"/experiments/{experiment.ExperimentId}", "/", "/", "/", "/" })
        {
            var other = await tab.Page.Context.NewPageAsync();
            await other.GotoAsync(path);
            others.Add(other);
        }

        await Api.StartRun(new NewRun(experiment.ExperimentId, "first"));
        foreach (var page in others.Append(leader)) await Announcement(page).WaitForAsync();
        Assert.Single(streams);

        await leader.CloseAsync();
        await Api.StartRun(new NewRun(experiment.ExperimentId, "second"));
        await Assertions.Expect(Announcement(others[2])).ToHaveTextAsync("2 new runs – show");
        await Api.StartRun(new NewRun(experiment.ExperimentId, "third"));
        await Assertions.Expect(Announcement(others[2])).ToHaveTextAsync("3 new runs – show");

        foreach (var page in others) await page.GotoAsync("/models");
        await others[0].WaitForFunctionAsync("async () => (await navigator.locks.query()).held.length === 0");
    }

    [Fact]
    public async Task A_page_that_is_not_secure_reads_the_stream_itself_while_it_is_visible()
    {
        var experiment = await Api.CreateExperiment($"insecure {Guid.NewGuid():N}");
        await using var tab = await browser.Open(Api.Address);
        await tab.Page.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })");
        await tab.Page.GotoAsync($"/experiments/{experiment.ExperimentId}");

        await Api.StartRun(new NewRun(experiment.ExperimentId, "first"));

        await Assertions.Expect(Announcement(tab.Page)).ToHaveTextAsync("1 new run – show");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_page_that_turns_to_another_service_follows_its_events()
    {
        await using var tab = await browser.Open(Api.Address);
        await tab.Page.GotoAsync("/events");
        await tab.Page.Locator("live-events[data-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        var followed = tab.Page.WaitForRequestAsync(request => request.Url.Contains("/registry/events"));
        await tab.Page.Locator("live-events").EvaluateAsync("element => element.dataset.store = 'registry'");

        await followed;
        Assert.Empty(tab.Errors);
    }

    private static ILocator Announcement(IPage page) => page.Locator("live-events a");
}
