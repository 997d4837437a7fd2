using System.Collections.Concurrent;
using System.Diagnostics;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>The built AppHost as a process of its own, with a data folder that outlives it.</summary>
public sealed class Stack : IAsyncDisposable
{
    private const int LinesKept = 3_000;

    /// <summary>A start by <c>dotnet run</c> builds first, and RabbitMQ takes 10 s on an idle machine.</summary>
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly ConcurrentQueue<string> lines = [];
    private readonly Process process;

    private Stack(Process process, string data, int port)
    {
        (this.process, Data, Port) = (process, data, port);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Api = new TauroApi(new Uri($"http://127.0.0.1:{port}"));
    }

    public string Data { get; }

    public int Port { get; }

    public TauroApi Api { get; }

    /// <summary>From the start of the AppHost to the gateway's own word that all is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public string Output => string.Join('\n', lines);

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<Stack> Start(string data, IReadOnlyDictionary<string, string>? environment = null) =>
        StartBy(Built.Program("Tauro.AppHost"), "--embedded", data, data, environment);

    /// <summary>Starts it by another command, in a folder of its own.</summary>
    public static async Task<Stack> StartBy(
        string program, string arguments, string data, string folder,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var port = FreePort.Next();
        var started = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var stack = new Stack(Launch(start, data, port), data, port);
        try
        {
            await stack.Ready();
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }

        stack.ReadyAfter = Stopwatch.GetElapsedTime(started);
        return stack;
    }

    public async Task Ready()
    {
        try
        {
            await Eventually.True(
                async () => process.HasExited || await Api.IsReady(), "the stack is ready", StartDeadline);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{late.Message}\n{Output}", late);
        }

        if (process.HasExited) throw new InvalidOperationException($"The AppHost ended:\n{Output}");
    }

    /// <summary>The process that serves now as <c>tracking</c>, <c>registry</c> or <c>gateway</c>.</summary>
    public async Task<int> PidOf(string service)
    {
        using var status = await Api.Document("/status");
        return status.RootElement.GetProperty("services").EnumerateArray()
            .Single(s => s.GetProperty("service").GetString() == service).GetProperty("pid").GetInt32();
    }

    /// <summary>SIGKILL to one service, and waits until another process serves in its place.</summary>
    public async Task KillAndAwaitRestart(string service)
    {
        var killed = await PidOf(service);
        Signals.Kill(killed);
        await Eventually.True(
            async () => await Api.IsReady() && await PidOf(service) is var pid && pid != killed,
            $"{service} is started again");
    }

    public IReadOnlyList<KnownProcess> Descendants() => KnownProcess.Below(process.Id);

    /// <summary>SIGTERM, and none of its processes is left.</summary>
    public Task Stop() => End(Signals.Terminate);

    /// <summary>SIGKILL to the AppHost alone, and none of its processes is left.</summary>
    public Task Kill() => End(Signals.Kill);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Stop();
        Api.Dispose();
        process.Dispose();
    }

    private async Task End(Action<int> signal)
    {
        var children = Descendants();
        signal(process.Id);
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
            await Eventually.True(() => !children.Any(child => child.IsAlive), "the AppHost's processes are gone");
        }
        catch (TimeoutException late)
        {
            var left = string.Join(", ", children.Where(child => child.IsAlive));
            throw new InvalidOperationException($"{late.Message}; left: {left}\n{Output}", late);
        }
    }

    private static Process Launch(ProcessStartInfo start, string data, int port)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.Environment["TAURO_MLOPS_PATH"] = data;
        start.Environment["TAURO_GATEWAY_PORT"] = $"{port}";
        // A test that kills a service ten times must not wait out the pause meant for one that cannot start at all.
        start.Environment["TAURO_RESTART_DELAY_MAX"] = "00:00:01";
        return Process.Start(start)!;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lines.Enqueue(line);
        if (lines.Count > LinesKept) lines.TryDequeue(out _);
    }
}
