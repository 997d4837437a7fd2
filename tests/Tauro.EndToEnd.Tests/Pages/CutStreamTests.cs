using Microsoft.Playwright;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>A page whose stream of events is cut.</summary>
[Collection(KillableCollection.Name)]
public sealed class CutStreamTests(KillableStack shared, Browser browser)
{
    [Theory]
    [InlineData("tracking"), InlineData("gateway")]
    public async Task No_event_is_lost_when_the_stream_is_cut(string killed)
    {
        var stack = await shared.GetRunning();
        var experiment = await stack.Api.CreateExperiment($"cut {Guid.NewGuid():N}");
        await using var tab = await browser.Open(stack.Api.Address);
        await tab.Page.GotoAsync($"/experiments/{experiment.ExperimentId}");
        var announced = tab.Page.Locator("live-events a");
        await stack.Api.StartRun(new NewRun(experiment.ExperimentId, "before"));
        await Assertions.Expect(announced).ToHaveTextAsync("1 new run – show");

        await stack.KillAndAwaitRestart(killed);
        foreach (var name in new[] { "second", "third", "fourth" })
            await stack.Api.StartRun(new NewRun(experiment.ExperimentId, name));

        await Assertions.Expect(announced).ToHaveTextAsync("4 new runs – show");
    }
}
