using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>A page in a browser. At its end, nothing may have been reported in its console.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> errors = [];
    private readonly ConcurrentDictionary<IRequest, bool> underWay = new();
    private readonly IBrowserContext context;

    internal Tab(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") errors.Enqueue($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => errors.Enqueue($"{page.Url}: {error}");
        page.Request += (_, request) => underWay[request] = true;
        page.RequestFinished += (_, request) => underWay.TryRemove(request, out var _);
        page.RequestFailed += (_, request) => underWay.TryRemove(request, out var _);
    }

    public IPage Page { get; }

    /// <summary>Opens a page, and waits until its elements have taken over what the server has rendered.</summary>
    public async Task GoTo(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.Locator("runs-table[data-search]:not([data-ready])")).ToHaveCountAsync(0);
    }

    /// <summary>Errors and warnings of the console; a violation of the content policy is one.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>The errors other than those of requests, which fail when a test kills their service.</summary>
    public IEnumerable<string> ScriptErrors =>
        errors.Where(error => !error.Contains("Failed to load resource", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Describe();
        await context.DisposeAsync();
    }

    /// <summary>Writes where the tab was at the end of the test, which is shown if the test fails.</summary>
    private async Task Describe()
    {
        var output = TestContext.Current.TestOutputHelper;
        if (output is null) return;
        try
        {
            output.WriteLine($"The tab ends at {Page.Url}. Console: {string.Join("; ", errors)}");
            output.WriteLine(
                $"Under way: {string.Join("; ", underWay.Keys.Select(request => $"{request.Method} {request.Url}"))}");
            output.WriteLine(await Page.Locator("body").InnerTextAsync(new() { Timeout = 5_000 }));
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            output.WriteLine($"It shows nothing: {e.Message}");
        }
    }
}
