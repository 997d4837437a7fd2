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

    /// <summary>Errors and warnings of the console; a violation of the content policy is one.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
