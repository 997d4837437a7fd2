#:property PublishAot=false
#:package Microsoft.Playwright
// dotnet run bench/pages.cs -- --url http://127.0.0.1:5080 [--runs 10000] [--columns 300] [--points 10000000]
//     [--users 200 --seconds 60] [--pid PROCESS]
//
// Creates experiments on a server (once; the next time they are found by their name), and measures the pages in a
// headless Chromium: the HTML of pages; the runs table with all runs, its sorting and filtering, and its scrolling at
// 5,000 pixels per second in both directions; a chart of a series. Frames and long tasks are those that the browser's
// own trace reports. With --users, so many readers open pages at once, without a browser. --pid is the process of
// Tauro.Web, whose memory is printed.

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

var options = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
var url = options.GetValueOrDefault("--url", "http://127.0.0.1:5080").TrimEnd('/');
var runs = Number("--runs", 10_000);
var columns = Number("--columns", 300);
var points = Number("--points", 10_000_000);
var process = Number("--pid", 0);
using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(5) };

var server = new Server(http);
var table = await server.FillTable(runs, columns);
var curve = await server.FillCurve(points);
Memory.Print(process, "at the start");

var paths = new[]
{
    "", "experiments", $"experiments/{table}", $"experiments/{table}/charts", $"runs/{curve}", "models", "events", "system",
};
Report.Heading("HTML", "p50 ms", "p95 ms", "KiB");
foreach (var path in paths)
    Report.Row($"/{path}", await server.TimePage(path, requests: 100));

await using (var browser = await Chromium.Start(url))
{
    await browser.MeasureTable($"experiments/{table}", columns);
    await browser.MeasureChart($"runs/{curve}?tab=metrics", points);
}

if (options.ContainsKey("--users"))
    await server.Browse(paths, Number("--users", 200), TimeSpan.FromSeconds(Number("--seconds", 60)), process);
Memory.Print(process, "at the end");
return 0;

int Number(string name, int otherwise) => options.TryGetValue(name, out var value) ? int.Parse(value) : otherwise;

internal static class Report
{
    public static void Heading(string title, params string[] columns) =>
        Console.WriteLine($"\n{title,-44}{string.Concat(columns.Select(column => $"{column,10}"))}");

    public static void Row(string name, params double[] values) =>
        Console.WriteLine($"{name,-44}{string.Concat(values.Select(value => $"{value,10:0.#}"))}");

    public static double Quantile(IEnumerable<double> values, double quantile)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? 0 : ordered[Math.Min(ordered.Length - 1, (int)(quantile * ordered.Length))];
    }
}

internal static class Memory
{
    public static void Print(int process, string when)
    {
        if (process == 0) return;
        var pss = Read($"/proc/{process}/smaps_rollup", "Pss:");
        var rss = Read($"/proc/{process}/status", "VmRSS:");
        Console.WriteLine($"\nMemory of the pages' process {when}: {pss:0} MiB PSS, {rss:0} MiB RSS");
    }

    private static double Read(string file, string name) =>
        double.Parse(File.ReadLines(file).First(line => line.StartsWith(name))[name.Length..^2].Trim()) / 1024;
}

internal sealed class Server(HttpClient http)
{
    private const int Parallel = 4;
    private const int ParamsMax = 100;
    private const int MetricsMax = 1000;

    /// <summary>An experiment of runs with so many params, metrics and tags together.</summary>
    public async Task<string> FillTable(int runs, int columns)
    {
        var (experiment, isNew) = await Find($"bench-table-{runs}x{columns}");
        if (!isNew) return experiment;
        var paramCount = Math.Min(ParamsMax, columns / 3);
        var metricCount = columns - paramCount;
        await InParallel(runs, async index =>
        {
            var random = new Random(index);
            var run = await CreateRun(experiment, $"run-{index:D5}");
            await Post("runs/log-batch", new
            {
                run_id = run,
                @params = Enumerable.Range(0, paramCount)
                    .Select(i => new { key = $"p{i:D3}", value = random.Next(i + 2).ToString() }),
                metrics = Enumerable.Range(0, metricCount)
                    .Select(i => new { key = $"m{i:D3}", value = random.NextDouble() * i, timestamp = 1, step = 0 }),
            });
        });
        return experiment;
    }

    /// <summary>A run with a series of so many points.</summary>
    public async Task<string> FillCurve(int points)
    {
        var (experiment, isNew) = await Find($"bench-curve-{points}");
        if (!isNew)
        {
            var found = await Post("runs/search", new { experiment_ids = new[] { experiment } });
            return (string)found["runs"]![0]!["info"]!["run_id"]!;
        }

        var run = await CreateRun(experiment, "curve");
        await InParallel((points + MetricsMax - 1) / MetricsMax, async batch =>
        {
            var random = new Random(batch);
            var first = batch * MetricsMax;
            await Post("runs/log-batch", new
            {
                run_id = run,
                metrics = Enumerable.Range(first, Math.Min(MetricsMax, points - first)).Select(step => new
                {
                    key = "loss", step, timestamp = 1_700_000_000_000 + step,
                    value = Math.Exp(-3.0 * step / points) + random.NextDouble() * 0.2,
                }),
            });
        });
        await Post("runs/update", new { run_id = run, status = "FINISHED" });
        return run;
    }

    /// <summary>p50 and p95 in milliseconds, and the size in KiB, after some requests that are not counted.</summary>
    public async Task<double[]> TimePage(string path, int requests)
    {
        var times = new List<double>();
        var size = 0;
        for (var request = -20; request < requests; request++)
        {
            var watch = Stopwatch.StartNew();
            size = (await http.GetByteArrayAsync(path)).Length;
            if (request >= 0) times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return [Report.Quantile(times, 0.5), Report.Quantile(times, 0.95), size / 1024.0];
    }

    /// <summary>Readers who open a page every second on average.</summary>
    public async Task Browse(string[] paths, int users, TimeSpan duration, int process)
    {
        Report.Heading($"{users} readers, a page every second each", "pages", "errors", "p50 ms", "p99 ms");
        var end = Stopwatch.StartNew();
        var (pages, errors, part) = (new List<double>(), 0, 1);
        var readers = Enumerable.Range(0, users).Select(async user =>
        {
            var random = new Random(user);
            while (end.Elapsed < duration)
            {
                await Task.Delay(random.Next(2000));
                var watch = Stopwatch.StartNew();
                using var response = await http.GetAsync(paths[random.Next(paths.Length)]);
                await response.Content.ReadAsByteArrayAsync();
                lock (pages)
                {
                    pages.Add(watch.Elapsed.TotalMilliseconds);
                    if (!response.IsSuccessStatusCode) errors++;
                }
            }
        }).ToArray();
        const int parts = 4;
        for (; part <= parts; part++)
        {
            await Task.Delay(duration / parts);
            lock (pages)
            {
                var (p50, p99) = (Report.Quantile(pages, 0.5), Report.Quantile(pages, 0.99));
                Report.Row($"  after {duration * part / parts:m\\:ss}", pages.Count, errors, p50, p99);
                pages.Clear();
            }

            Memory.Print(process, "then");
        }

        await Task.WhenAll(readers);
    }

    private async Task<(string Id, bool IsNew)> Find(string name)
    {
        var found = await http.GetAsync($"api/2.0/mlflow/experiments/get-by-name?experiment_name={name}");
        if (found.IsSuccessStatusCode)
        {
            var body = JsonNode.Parse(await found.Content.ReadAsStringAsync())!;
            return ((string)body["experiment"]!["experiment_id"]!, false);
        }

        Console.WriteLine($"creating {name}");
        return ((string)(await Post("experiments/create", new { name }))["experiment_id"]!, true);
    }

    private async Task<string> CreateRun(string experiment, string name)
    {
        var created = await Post("runs/create", new
        {
            experiment_id = experiment, start_time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), run_name = name,
        });
        return (string)created["run"]!["info"]!["run_id"]!;
    }

    private async Task<JsonNode> Post(string path, object body)
    {
        using var response = await http.PostAsJsonAsync($"api/2.0/mlflow/{path}", body);
        var content = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {content}");
        return JsonNode.Parse(content)!;
    }

    private static Task InParallel(int count, Func<int, Task> act) => System.Threading.Tasks.Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (index, _) => await act(index));
}

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

        await Time("  sort by a metric", "sort=metrics.m001");
        await Time("  sort by another, descending", "sort=metrics.m002+DESC");
        await Time("  filter", "q=" + Uri.EscapeDataString("metrics.m001 < 0.1"));
        await tab.Page.GotoAsync(address);
        await tab.Page.Locator(ready).WaitForAsync();

        Report.Heading("Scrolling, 5,000 px/s for 5 s", "p50 ms", "p95 ms", "max ms", "tasks>50", "cells", "blank", "heap");
        foreach (var axis in new[] { "scrollTop", "scrollLeft" })
        {
            await using var trace = await Trace.Start(tab);
            var result = (await tab.Page.EvaluateAsync(Scroll, new object[] { "runs-table .scroll", axis, 5000, 5 }))!.Value;
            var tasks = await trace.Stop();
            var frames = result.GetProperty("frames").EnumerateArray().Select(frame => frame.GetDouble()).ToArray();
            Report.Row(
                $"  {axis}", Report.Quantile(frames, 0.5), Report.Quantile(frames, 0.95), frames.Max(), tasks,
                result.GetProperty("cells").GetInt32(), result.GetProperty("blank").GetInt32(), await tab.Heap());
        }

        async Task Time(string name, string query)
        {
            // As a click on a link does it: without loading the page anew.
            var watch = Stopwatch.StartNew();
            await tab.Page.EvaluateAsync("address => Blazor.navigateTo(address)", $"{url}/{address}&{query}");
            await tab.Page.WaitForFunctionAsync(
                "query => location.search.endsWith(query) && document.querySelector('runs-table[data-ready]')"
                + " && decodeURIComponent(document.querySelector('runs-table').dataset.search).length > 0", query);
            Report.Row(name, watch.Elapsed.TotalMilliseconds, await tab.Heap());
        }
    }

    public async Task MeasureChart(string path, int points)
    {
        Report.Heading($"Chart of {points:N0} points", "ms", "heap MiB");
        foreach (var name in new[] { "nothing in the browser's cache", "again" })
        {
            await using var tab = await Tab.Open(browser, url);
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

    /// <summary>Milliseconds from the begin of the navigation, by the page's clock, until an element is there.</summary>
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

/// <summary>The browser's trace, of which tasks of the page's main thread above 50 ms are counted.</summary>
internal sealed class Trace(ICDPSession session) : IAsyncDisposable
{
    private const double LongTask = 50_000;
    private readonly List<double> tasks = [];
    private readonly TaskCompletionSource ended = new();

    public static async Task<Trace> Start(Tab tab)
    {
        var trace = new Trace(tab.Session);
        tab.Session.Event("Tracing.dataCollected").OnEvent += trace.Collect;
        tab.Session.Event("Tracing.tracingComplete").OnEvent += trace.Complete;
        await tab.Session.SendAsync("Tracing.start", new Dictionary<string, object>
        {
            ["transferMode"] = "ReportEvents", ["categories"] = "-*,disabled-by-default-devtools.timeline,toplevel",
        });
        return trace;
    }

    public async Task<int> Stop()
    {
        await session.SendAsync("Tracing.end");
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return tasks.Count(duration => duration > LongTask);
    }

    public ValueTask DisposeAsync()
    {
        session.Event("Tracing.dataCollected").OnEvent -= Collect;
        session.Event("Tracing.tracingComplete").OnEvent -= Complete;
        return ValueTask.CompletedTask;
    }

    private void Collect(object? sender, JsonElement? data)
    {
        foreach (var entry in data!.Value.GetProperty("value").EnumerateArray())
        {
            if (entry.GetProperty("name").GetString() is "RunTask" or "ThreadControllerImpl::RunTask"
                && entry.TryGetProperty("dur", out var duration)) tasks.Add(duration.GetDouble());
        }
    }

    private void Complete(object? sender, JsonElement? data) => ended.TrySetResult();
}
