#:property PublishAot=false
// dotnet run bench/crash.cs -- --program PATH [--rounds 200] [--clients 6] [--data FOLDER]
//
// Starts the tracking service (PATH, for example artifacts/bin/Tauro.Tracking.Api/release/Tauro.Tracking.Api) on a data
// folder, writes to it, freezes random folders and files of its data for a moment (chattr +i, which needs root and
// ext4, XFS or btrfs), kills it with SIGKILL, and starts it again: so many times. After each start, some of what was
// acknowledged is read again, and after the last one all of it. The exit code is 1 if anything was missing, or if the
// store did not open.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

var options = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
if (!options.TryGetValue("--program", out var program))
{
    Console.Error.WriteLine(
        "usage: dotnet run bench/crash.cs -- --program PATH [--rounds N] [--clients N] [--data FOLDER]");
    return 2;
}

var rounds = int.Parse(options.GetValueOrDefault("--rounds", "200"));
var clients = int.Parse(options.GetValueOrDefault("--clients", "6"));
var data = options.GetValueOrDefault("--data") ?? Directory.CreateTempSubdirectory("tauro-crash-").FullName;
var runs = new ConcurrentDictionary<string, Written>();
var random = new Random(1);
var watch = Stopwatch.StartNew();
var (acknowledged, refused, frozen, lost) = (0, 0, 0, 0);
var slowest = TimeSpan.Zero;

for (var round = 1; round <= rounds; round++)
{
    var since = watch.Elapsed;
    using var service = await Service.Start(program, data);
    if (service is null)
    {
        Console.WriteLine($"round {round}: the store did not open; the data is in {data}");
        return 1;
    }

    if (watch.Elapsed - since > slowest) slowest = watch.Elapsed - since;
    var sample = round == rounds ? runs.Keys.ToArray() : [.. runs.Keys.OrderBy(_ => random.Next()).Take(100)];
    foreach (var run in sample)
    {
        if (await runs[run].Check(service.Http, run) is not { } missing) continue;
        lost++;
        Console.WriteLine($"round {round}: run {run}: {missing}");
    }

    using var stop = new CancellationTokenSource();
    var writers = Enumerable.Range(0, clients).Select(_ => Write(service.Http, stop.Token)).ToArray();
    for (var freezes = random.Next(0, 4); freezes > 0; freezes--)
    {
        await Task.Delay(random.Next(100, 700));
        await Freeze();
    }

    await Task.Delay(random.Next(100, 1_500));
    service.Kill();
    await stop.CancelAsync();
    await Task.WhenAll(writers);
    if (round % 10 == 0) Report(round);
}

Report(rounds);
if (lost == 0 && !options.ContainsKey("--data")) Directory.Delete(data, recursive: true);
return lost == 0 ? 0 : 1;

void Report(int round) => Console.WriteLine(
    $"{round} rounds in {watch.Elapsed.TotalSeconds:0} s: {acknowledged} writes acknowledged in {runs.Count} runs, "
    + $"{refused} refused or cut, {frozen} freezes, slowest start {slowest.TotalSeconds:0.0} s, {lost} lost");

async Task Write(HttpClient http, CancellationToken stopping)
{
    while (!stopping.IsCancellationRequested)
    {
        try
        {
            var created = await Post(http, "runs/create", new JsonObject { ["experiment_id"] = "0" });
            var run = (string)created["run"]!["info"]!["run_id"]!;
            var written = runs[run] = new Written();
            for (var step = 0; step < 8 && !stopping.IsCancellationRequested; step++)
                await written.Add(http, run, Post);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Interlocked.Increment(ref refused);
            await Task.WhenAny(Task.Delay(20, stopping));
        }
    }
}

async Task<JsonNode> Post(HttpClient http, string route, JsonObject body)
{
    using var response = await http.PostAsJsonAsync($"api/2.0/mlflow/{route}", body);
    response.EnsureSuccessStatusCode();
    var read = await response.Content.ReadFromJsonAsync<JsonNode>();
    Interlocked.Increment(ref acknowledged);
    return read!;
}

async Task Freeze()
{
    var folders = Directory.GetDirectories(data, "*", SearchOption.AllDirectories);
    var items = random.Next(3) == 0 ? Directory.GetFiles(data, "*", SearchOption.AllDirectories) : folders;
    if (items.Length == 0) return;
    var item = items[random.Next(items.Length)];
    if (!Chattr("+i", item)) return;
    frozen++;
    await Task.Delay(random.Next(50, 2_500));
    Chattr("-i", item);
}

static bool Chattr(string mode, string item)
{
    using var process = Process.Start(new ProcessStartInfo("chattr", [mode, item]) { RedirectStandardError = true })!;
    process.WaitForExit();
    return process.ExitCode == 0;
}

internal sealed class Service : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly Process process;

    private Service(Process process, HttpClient http) => (this.process, Http) = (process, http);

    public HttpClient Http { get; }

    // Null when it is not ready in time, or has ended.
    public static async Task<Service?> Start(string program, string data)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program, ["--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["TAURO_MLOPS_PATH"] = data;
        start.Environment["LocalStore__CheckpointInterval"] = "00:00:01";
        start.Environment["LocalStore__JournalSegmentBytes"] = "262144";
        var process = Process.Start(start)!;
        var output = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var http = new HttpClient
        {
            BaseAddress = new($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(60),
        };
        for (var since = Stopwatch.StartNew(); since.Elapsed < StartLimit && !process.HasExited; await Task.Delay(20))
        {
            try
            {
                using var ready = await http.GetAsync("health/ready");
                if (ready.IsSuccessStatusCode) return new Service(process, http);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // It does not listen yet, or a busy machine delays it.
            }
        }

        foreach (var line in output) Console.WriteLine($"  {line}");
        process.Kill();
        return null;
    }

    // Outside the ports that the system assigns: another program could get one of those before the service listens.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 30_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // It is in use.
            }
        }
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Http.Dispose();
        process.Dispose();
    }
}

// What is known of a run: an attempt that failed may have been executed or not.
internal sealed class Written
{
    private readonly Dictionary<string, string> parameters = [];
    private readonly HashSet<int> steps = [];
    private readonly HashSet<string> tags = [""];
    private byte[]? artifact;
    private int next;

    public async Task Add(HttpClient http, string run, Func<HttpClient, string, JsonObject, Task<JsonNode>> post)
    {
        var number = next++;
        switch (number % 4)
        {
            case 0:
                var points = new JsonArray([.. Enumerable.Range(number * 10, 10).Select(step => (JsonNode)new JsonObject
                {
                    ["key"] = "m", ["value"] = step, ["timestamp"] = step, ["step"] = step,
                })]);
                await post(http, "runs/log-batch", new JsonObject
                {
                    ["run_id"] = run, ["metrics"] = points,
                    ["params"] = new JsonArray(new JsonObject { ["key"] = $"p{number}", ["value"] = $"{number}" }),
                });
                parameters[$"p{number}"] = $"{number}";
                steps.UnionWith(Enumerable.Range(number * 10, 10));
                break;
            case 1:
                tags.Add($"{number}");
                await post(http, "runs/set-tag", new JsonObject
                {
                    ["run_id"] = run, ["key"] = "t", ["value"] = $"{number}",
                });
                tags.RemoveWhere(tag => tag != $"{number}");
                break;
            case 2:
                var bytes = new byte[2_000 + number];
                Random.Shared.NextBytes(bytes);
                using (var put = await http.PutAsync(
                    $"api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/a{number}", new ByteArrayContent(bytes)))
                    put.EnsureSuccessStatusCode();
                artifact = bytes;
                break;
            default:
                await post(http, "runs/update", new JsonObject { ["run_id"] = run, ["status"] = "FINISHED" });
                break;
        }
    }

    // Returns what is missing; null when nothing is.
    public async Task<string?> Check(HttpClient http, string run)
    {
        using var response = await http.GetAsync($"api/2.0/mlflow/runs/get?run_id={run}");
        if (!response.IsSuccessStatusCode)
            return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
        var found = (await response.Content.ReadFromJsonAsync<JsonNode>())!["run"]!["data"]!;
        var read = Pairs(found, "params");
        foreach (var (key, value) in parameters)
            if (read.GetValueOrDefault(key) != value)
                return $"param {key} is {read.GetValueOrDefault(key)}, not {value}";
        var tag = Pairs(found, "tags").GetValueOrDefault("t", "");
        if (!tags.Contains(tag)) return $"tag t is '{tag}', not one of {string.Join(", ", tags)}";
        if (steps.Count > 0)
        {
            var history = await http.GetFromJsonAsync<JsonNode>(
                $"api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key=m");
            var logged = history!["metrics"]!.AsArray().Select(point => (int)point!["step"]!).ToHashSet();
            if (!steps.IsSubsetOf(logged)) return $"{steps.Except(logged).Count()} points";
            var latest = found["metrics"]!.AsArray().Single(metric => (string)metric!["key"]! == "m")!;
            if ((int)latest["step"]! < steps.Max()) return $"the latest step is {latest["step"]}, not {steps.Max()}";
        }

        if (artifact is null) return null;
        var content = await http.GetByteArrayAsync(
            $"api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/a{artifact.Length - 2_000}");
        return content.AsSpan().SequenceEqual(artifact) ? null : "an artifact";
    }

    private static Dictionary<string, string> Pairs(JsonNode data, string name) =>
        (data[name]?.AsArray() ?? []).ToDictionary(pair => (string)pair!["key"]!, pair => (string)pair!["value"]!);
}
