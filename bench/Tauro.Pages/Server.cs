using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tauro.Pages;

/// <summary>A server, as an API client and as a reader without JavaScript.</summary>
internal sealed class Server(HttpClient http)
{
    private const int Parallel = 4;
    private const int ParamsMax = 100;
    private const int MetricsMax = 1000;

    /// <summary>An experiment of runs with so many params, metrics and tags together.</summary>
    public async Task<string> FillTable(int runs, int columns)
    {
        var name = $"bench-table-{runs}x{columns}";
        var (experiment, isNew) = await Find(name);
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
        await Complete(experiment, name);
        return experiment;
    }

    /// <summary>A run with a series of so many points.</summary>
    public async Task<string> FillCurve(int points)
    {
        var name = $"bench-curve-{points}";
        var (experiment, isNew) = await Find(name);
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
        await Complete(experiment, name);
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
                errors = 0;
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
        var created = await Post("experiments/create", new { name = $"{name} {Guid.NewGuid():N}" });
        return ((string)created["experiment_id"]!, true);
    }

    /// <summary>Gives an experiment its name, by which it is found from now on.</summary>
    private Task Complete(string experiment, string name) =>
        Post("experiments/update", new { experiment_id = experiment, new_name = name });

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
