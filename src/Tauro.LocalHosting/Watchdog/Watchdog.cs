using System.Diagnostics;
using System.Reflection;

namespace Tauro.LocalHosting;

/// <summary>
/// The AppHost's end of the watchdog: a second process that is told every child's pid over a pipe, and ends them all
/// when the pipe closes. The kernel closes it however the AppHost dies, so <c>kill -9</c> is covered too. (A
/// parent-death signal is not used: on Linux it is tied to the thread that forked, and a pool's threads come and go.)
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Lock _lock = new();
    private Process? _process;

    /// <param name="lockFile">A file that the watchdog keeps locked until nothing of this run is left.</param>
    public void Start(string lockFile)
    {
        // In a session of its own where that is possible: a kill of the AppHost's whole group must not take the guard.
        var self = Environment.ProcessPath!;
        var session = OperatingSystem.IsWindows() ? null : Executable.Find("setsid");
        var start = new ProcessStartInfo(session ?? self)
        {
            RedirectStandardInput = true,

            // Otherwise a harness that reads the AppHost's output to its end would wait for the watchdog too.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (session is not null)
        {
            start.ArgumentList.Add(self);
        }

        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        }

        start.ArgumentList.Add(WatchdogProcess.Argument);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "4000000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        Tell($"= {lockFile}");
    }

    public void Guard(ProcessIdentity child) => Tell($"+ {child}");

    public void Release(ProcessIdentity child) => Tell($"- {child}");

    /// <summary>Closes the pipe and waits for what was still guarded to be ended.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_process is { } process)
            {
                _process = null;
                process.StandardInput.Close();
                process.WaitForExit();
                process.Dispose();
            }
        }
    }

    private void Tell(string line)
    {
        lock (_lock)
        {
            try
            {
                _process?.StandardInput.WriteLine(line);
                _process?.StandardInput.Flush();
            }
            catch (IOException)
            {
                // Somebody has killed the watchdog. The services are worth more than their guard.
            }
        }
    }
}
