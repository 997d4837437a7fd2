// dotnet run -c Release --project bench/Tauro.Pages -- --url http://127.0.0.1:5080 [--runs 10000]
//     [--columns 300] [--points 10000000] [--users 200 --seconds 60] [--pid PROCESS]
//
// Creates experiments on a server (once; the next time they are found by their name), and measures the pages in a
// headless Chromium: the HTML of pages; the runs table with all runs, its sorting and filtering, and its scrolling at
// 5,000 pixels per second in both directions; a chart of a series. Frames are those that the page could draw, long
// tasks those of the browser's trace. With --users, so many readers open pages at once, without a browser. --pid is the
// process of Tauro.Web, whose memory is printed.

using Tauro.Pages;

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
    "", "experiments", $"experiments/{table}", $"experiments/{table}/charts", $"runs/{curve}", "models", "events",
    "system",
};
Report.Heading("HTML", "p50 ms", "p95 ms", "KiB");
foreach (var path in paths)
    Report.Row($"/{path}", await server.TimePage(path, requests: 100));

await using (var browser = await Chromium.Start(url))
{
    await browser.MeasureTable($"experiments/{table}", columns);
    await browser.MeasureChart($"runs/{curve}", points);
}

if (options.ContainsKey("--users"))
    await server.Browse(paths, Number("--users", 200), TimeSpan.FromSeconds(Number("--seconds", 60)), process);
Memory.Print(process, "at the end");
return 0;

int Number(string name, int otherwise) => options.TryGetValue(name, out var value) ? int.Parse(value) : otherwise;
