using System.Diagnostics;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>A separate process that writes to a tracking store until it is killed.</summary>
internal sealed class StorageProbe : IDisposable
{
    private readonly Process process;

    private StorageProbe(Process process, string runId) => (this.process, RunId) = (process, runId);

    public int Pid => process.Id;

    public string RunId { get; }

    public static async Task<StorageProbe> Start(string folder, bool fileLocks = true)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(
            AppContext.BaseDirectory, "..", "..", "Tauro.Stores.Local.Probe", configuration,
            "Tauro.Stores.Local.Probe.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.GetFullPath(program), folder])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = fileLocks ? "0" : "1" },
        })!;
        return new StorageProbe(
            process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(
            "The probe ended before it started a run."));
    }

    /// <summary>
    /// Waits until this many steps are acknowledged, and kills the process. Returns the last step that it printed.
    /// </summary>
    public async Task<long> KillAfter(int steps)
    {
        var last = -1L;
        while (last < steps && await process.StandardOutput.ReadLineAsync() is { } line) last = long.Parse(line);
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (long.TryParse(line, out var step)) last = Math.Max(last, step);
        }

        await process.WaitForExitAsync();
        return last;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
