using Microsoft.Playwright;

namespace Tauro.Pages;

/// <summary>A headless Chromium that opens the pages.</summary>
internal sealed class Chromium(IPlaywright playwright, IBrowser browser, string url) : IAsyncDisposable
{
    private const string Scroll = """
        async ([selector, axis, speed, seconds]) => {
          const box = document.querySelector(selector);
          const frames = [];
          let cells = 0, blank = 0;
          const began = performance.now();
          const start = axis === "scrollTop" ? box.scrollTop : box.scrollLeft;
          const size = axis === "scrollTop" ? box.scrollHeight - box.clientHeight : box.scrollWidth - box.clientWidth;
          for (let before = began; before - began < seconds * 1000;) {
            const now = await new Promise(requestAnimationFrame);
            frames.push(now - before);
            before = now;
            // Back and forth, when the end is reached.
            const way = (start + speed * (now - began) / 1000) % (2 * size);
            box[axis] = way < size ? way : 2 * size - way;
            cells = Math.max(cells, box.querySelectorAll("tbody td, tbody th").length);
            if (frames.length % 6 === 0) {
              const { left, top, width, height } = box.getBoundingClientRect();
              if (!document.elementFromPoint(left + width / 2, top + height / 2)?.closest("tr[data-row]")) blank++;
            }
          }
          return { frames: frames.slice(1), cells, blank };
        }
        """;

    // As a click on a link does it: the document stays. The first rows are the server's, then come all runs.
    private const string Navigate = """
        async address => {
          const table = () => document.querySelector("runs-table");
          const before = table().dataset.search;
          const until = isDone => new Promise(done => {
            const look = () => isDone() ? done(performance.now() - start) : requestAnimationFrame(look);
            look();
          });
          const start = performance.now();
          Blazor.navigateTo(address);
          const first = await until(() => table()?.dataset.search !== before);
          return [first, await until(() => table()?.dataset.ready !== undefined)];
        }
        """;

    public static async Task<Chromium> Start(string url)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser" }.FirstOrDefault(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
        });
        return new Chromium(playwright, browser, url);
    }

    public async Task MeasureTable(string path, int columns)
    {
        const string ready = "runs-table[data-ready]";
        Report.Heading("Runs table", "ms", "heap MiB");
        var shown = string.Concat(Enumerable.Range(0, Math.Min(40, columns / 2)).Select(i => $"&col=metrics.m{i:D3}"));
        await using var tab = await Tab.Open(browser, url);
        var address = $"{path}?{shown.TrimStart('&')}";
        foreach (var name in new[] { "first visit", "next visit" })
        {
            await tab.Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
            var all = await tab.TimeUntil(ready);
            Report.Row($"  {name}: first rows", await tab.FirstPaint());
            Report.Row($"  {name}: all runs", all, await tab.Heap());
        }

        await Time("sort by a metric", "sort=metrics.m001");
        await Time("sort by another", "sort=metrics.m002+DESC");
        await Time("filter", "q=" + Uri.EscapeDataString("metrics.m001 < 0.1"));
        await tab.Page.GotoAsync(address);
        await tab.Page.Locator(ready).WaitForAsync();

        Report.Heading(
            "Scrolling, 5,000 px/s for 5 s", "p50 ms", "p95 ms", "max ms", "tasks>50", "cells", "blank", "heap");
        foreach (var axis in new[] { "scrollTop", "scrollLeft" })
        {
            await using var trace = await Trace.Start(tab);
            var result = (await tab.Page.EvaluateAsync(
                Scroll, new object[] { "runs-table .scroll", axis, 5000, 5 }))!.Value;
            var tasks = await trace.Stop();
            var frames = result.GetProperty("frames").EnumerateArray().Select(frame => frame.GetDouble()).ToArray();
            Report.Row(
                $"  {axis}", Report.Quantile(frames, 0.5), Report.Quantile(frames, 0.95), frames.Max(), tasks,
                result.GetProperty("cells").GetInt32(), result.GetProperty("blank").GetInt32(), await tab.Heap());
        }

        async Task Time(string name, string query)
        {
            var times = await tab.Page.EvaluateAsync<double[]>(Navigate, $"{url}/{address}&{query}");
            Report.Row($"  {name}: first rows", times[0]);
            Report.Row($"  {name}: all runs", times[1], await tab.Heap());
        }
    }

    public async Task MeasureChart(string path, int points)
    {
        Report.Heading($"Chart of {points:N0} points", "ms", "heap MiB");
        await using var tab = await Tab.Open(browser, url);
        foreach (var name in new[] { "first visit", "next visit", "third visit" })
        {
            await tab.Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
            var drawn = await tab.TimeUntil("metric-chart[data-ready] canvas");
            Report.Row($"  {name}", drawn, await tab.Heap());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
