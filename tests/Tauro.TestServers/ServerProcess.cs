using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tauro.TestServers;

/// <summary>The process of a server, which is stopped by its pid.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int LinesMax = 200;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Queue<string> output = new();

    private ServerProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Waits for the end of the process and of its output.</summary>
    public async Task<int> ExitCode()
    {
        await process.WaitForExitAsync().WaitAsync(StopTime);
        return process.ExitCode;
    }

    /// <summary>The last lines of its output.</summary>
    public string Output
    {
        get { lock (output) return string.Join('\n', output); }
    }

    public static ServerProcess Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!);
        server.process.OutputDataReceived += server.Keep;
        server.process.ErrorDataReceived += server.Keep;
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until the server is ready.</summary>
    public async Task WaitUntilReady(Func<Task<bool>> results)
    {
        try
        {
            await Eventually.True(async () => HasExited || await results(), $"{process.StartInfo.FileName} is ready");
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{late.Message}\n{Output}", late);
        }

        if (HasExited) throw new InvalidOperationException($"{process.StartInfo.FileName} ended:\n{Output}");
    }

    public static async Task<bool> IsListening(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Sends SIGTERM, and SIGKILL if the process does not end.</summary>
    public async Task Stop()
    {
        if (process.HasExited) return;
        if (Kill(process.Id, SigTerm) != 0) throw new Win32Exception();
        using var timeout = new CancellationTokenSource(StopTime);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill();
        }
    }

    /// <summary>Sends SIGKILL, so that the process cannot clean up.</summary>
    public async Task Kill()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (output)
        {
            output.Enqueue(line.Data);
            if (output.Count > LinesMax) output.Dequeue();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
