using Microsoft.Playwright;

namespace Tauro.Pages;

/// <summary>A tab of the browser, with its own cache.</summary>
internal sealed class Tab(IBrowserContext context, IPage page, ICDPSession session) : IAsyncDisposable
{
    public IPage Page => page;

    public ICDPSession Session => session;

    public static async Task<Tab> Open(IBrowser browser, string url)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url + "/", ViewportSize = new ViewportSize { Width = 1920, Height = 1080 },
        });
        context.SetDefaultTimeout(120_000);
        var page = await context.NewPageAsync();
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        return new Tab(context, page, session);
    }

    /// <summary>Milliseconds of the page's clock from the start of the navigation until an element is there.</summary>
    public async Task<double> TimeUntil(string selector) => await (await page.WaitForFunctionAsync(
        "selector => document.querySelector(selector) && performance.now()", selector)).JsonValueAsync<double>();

    /// <summary>Milliseconds until the first content was painted.</summary>
    public Task<double> FirstPaint() => page.EvaluateAsync<double>(
        "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0");

    /// <summary>MiB of JavaScript's heap that are in use after a collection.</summary>
    public async Task<double> Heap()
    {
        await session.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        return metrics.EnumerateArray().First(metric => metric.GetProperty("name").GetString() == "JSHeapUsedSize")
            .GetProperty("value").GetDouble() / (1 << 20);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
