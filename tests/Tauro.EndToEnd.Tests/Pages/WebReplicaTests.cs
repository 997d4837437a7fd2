using Microsoft.Playwright;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>Two processes render the pages, and neither keeps anything in its memory.</summary>
[Collection(RealServersCollection.Name)]
public sealed class WebReplicaTests(RealServers servers, Browser browser) : StackTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Pages_forms_and_toasts_work_whichever_process_responds_and_after_each_was_killed()
    {
        var stack = await servers.GetRunning();
        StackUnderTest = stack;
        var killed = await FindProcesses(stack.Api);
        await using var tab = await browser.Open(stack.Api.Address);
        var page = tab.Page;
        await page.GotoAsync("/experiments");
        await page.EvaluateAsync("window.kept = true");

        var name = $"replicas {Guid.NewGuid():N}";
        await page.GetByText("New experiment").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Replace(stack.Api, killed[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await stack.Api.StartRun(new NewRun(new(new Uri(page.Url).Segments[^1]), "before"));

        // A link is followed at once; a form that was sent to a killed process would be refused.
        Signals.Kill(killed[1]);
        await page.GetByRole(AriaRole.Link, new() { Name = "Experiments" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "before" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("before");
        await page.Locator("summary", new() { HasTextString = "Rename" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("after");
        var others = await FindProcesses(stack.Api);
        Assert.Empty(others.Intersect(killed));
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("after");

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Deleted.");
        foreach (var process in others) await Replace(stack.Api, process);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.runs tbody a").First).ToHaveTextAsync("after");

        Assert.True(await page.EvaluateAsync<bool>("window.kept"), "a page was loaded instead of being changed");
        Assert.Empty(tab.ScriptErrors);
    }

    private static async Task Replace(TauroApi api, int process)
    {
        Signals.Kill(process);
        Assert.DoesNotContain(process, await FindProcesses(api));
    }

    /// <summary>Waits until both processes are ready, and until the gateway gets responses from no other.</summary>
    private static async Task<int[]> FindProcesses(TauroApi api)
    {
        var gateway = KnownProcess.Get(await api.PidOf("gateway"));
        KnownProcess[] found = [];
        await Eventually.True(
            async () =>
            {
                found = [.. KnownProcess.GetDescendants(gateway.Parent).Where(process => process.Name == "Tauro.Web")];
                if (found.Length != 2) return false;
                foreach (var process in found)
                    if (!await IsReady(process)) return false;
                return await api.FindPid("web") is { } pid && found.Any(process => process.Pid == pid);
            },
            () => $"two web processes are ready, not only {string.Join(", ", found.Select(process => process.Pid))}",
            Deadline);
        return [.. found.Select(process => process.Pid)];
    }

    private static async Task<bool> IsReady(KnownProcess process)
    {
        try
        {
            using var http = new HttpClient { BaseAddress = await process.GetAddress() };
            using var response = await http.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return false; // it has only been started, or was killed meanwhile
        }
    }
}
