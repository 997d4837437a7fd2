using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>A page in a browser. At its end, nothing may have been reported in its console.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> errors = [];
    private readonly IBrowserContext context;

    internal Tab(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") errors.Enqueue($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => errors.Enqueue($"{page.Url}: {error}");
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

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
