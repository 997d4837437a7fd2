using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Tauro.LocalHosting;

/// <summary>
/// Stops the application when the <c>dotnet run</c> that started it is gone: who kills that with <c>kill -9</c> means
/// the whole of it, and a process cannot hand that signal on.
/// </summary>
internal sealed class LauncherWatch(IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!OperatingSystem.IsLinux() || !IsDotnetRun(GetParent()))
        {
            return;
        }

        var launcher = GetParent();
        while (GetParent() == launcher)
        {
            await Task.Delay(Step, time, stoppingToken).ConfigureAwait(false);
        }

        lifetime.StopApplication();
    }

    private static bool IsDotnetRun(int pid)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            return Path.GetFileName(words[0]) == "dotnet" && words.Any(w => w is "run" or "watch");
        }
        catch (IOException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParent();
}
