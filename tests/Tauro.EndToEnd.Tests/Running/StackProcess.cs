using System.Diagnostics;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>The AppHost as a separate process, for tests that kill it or its services.</summary>
public sealed class StackProcess : Stack
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly RecentLog log = new();
    private readonly Process process;
    private IReadOnlyList<KnownProcess> started = [];

    private StackProcess(Process process, string data, int port, string? apiKey)
        : base(data, new Uri($"http://127.0.0.1:{port}"), apiKey)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public override string Output => log.Text;

    /// <summary>The AppHost's pid.</summary>
    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Starts the stack with embedded defaults and waits until it is ready.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="holdsRequests">Whether the gateway holds requests while a service restarts.</param>
    /// <param name="adminKey">The API key of the first administrator; null for none.</param>
    /// <param name="checksCredentials">Whether it checks credentials also without an administrator.</param>
    /// <param name="settings">Additional settings.</param>
    public static Task<StackProcess> Start(
        string data, bool holdsRequests = true, string? adminKey = null, bool checksCredentials = false,
        IReadOnlyDictionary<string, string>? settings = null) =>
        StartCommand(
            Built.Program("Tauro.AppHost"), "--TAURO_SERVERS=embedded --TAURO_DASHBOARD=off", data, data,
            holdsRequests, adminKey, checksCredentials, settings);

    /// <summary>Starts the stack with another command, in a given folder.</summary>
    public static async Task<StackProcess> StartCommand(
        string program, string arguments, string data, string folder, bool holdsRequests = true,
        string? adminKey = null, bool checksCredentials = false, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TAURO_MLOPS_PATH"] = data;
        start.Environment["TAURO_GATEWAY_PORT"] = $"{port}";
        // A test that kills a service ten times would otherwise wait for the growing restart delay.
        start.Environment["TAURO_RESTART_DELAY_MAX"] = "00:00:00.1";
        // On a busy machine, a service may take long to start.
        start.Environment["Gateway__HoldFor"] = holdsRequests ? "00:01:00" : "00:00:00";
        if (checksCredentials || adminKey is not null) start.Environment["TAURO_AUTH"] = "required";
        if (adminKey is not null)
        {
            var file = Path.Combine(data, "admin-key");
            await File.WriteAllTextAsync(file, adminKey);
            start.Environment["TAURO_SETUP_ADMIN_KEY_FILE"] = file;
        }

        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;

        var stack = new StackProcess(Process.Start(start)!, data, port, adminKey);
        try
        {
            await stack.WaitUntilReady(() => stack.process.HasExited);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends SIGKILL to a service and waits until another process has replaced it.</summary>
    public async Task KillAndAwaitRestart(string service)
    {
        var killed = await Api.PidOf(service);
        Signals.Kill(killed);
        await Eventually.True(
            async () => await Api.IsReady() && await Api.PidOf(service) is var pid && pid != killed,
            $"{service} is restarted");
    }

    /// <summary>Sends SIGTERM to the AppHost and waits until all its processes have ended.</summary>
    public override Task Stop()
    {
        Signal(Signals.Terminate);
        return AwaitEnd();
    }

    /// <summary>Sends SIGKILL to only the AppHost; its processes end some seconds later.</summary>
    public void Kill()
    {
        Signal(Signals.Kill);
        process.WaitForExit();
    }

    /// <summary>Waits until all processes of an AppHost that got a signal have ended.</summary>
    public async Task AwaitEnd()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
            await Eventually.True(() => !started.Any(child => child.IsAlive), "the AppHost's processes have ended");
        }
        catch (TimeoutException late)
        {
            var left = string.Join(", ", started.Where(child => child.IsAlive));
            throw new InvalidOperationException($"{late.Message}; still running: {left}\n{Output}", late);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (process.HasExited) await AwaitEnd();
        else await Stop();
        await base.DisposeAsync();
        process.Dispose();
    }

    private void Signal(Action<int> signal)
    {
        // Aspire's orchestrator is not a child process: it stays alive after the AppHost to end its processes.
        started =
        [
            .. KnownProcess.GetDescendants(process.Id),
            .. KnownProcess.WithArguments("--monitor", $"{process.Id}")
                .SelectMany(orchestrator => KnownProcess.GetDescendants(orchestrator.Pid).Append(orchestrator)),
        ];
        signal(process.Id);
    }

    private void Keep(string? line)
    {
        if (line is not null) log.Add(line);
    }
}
