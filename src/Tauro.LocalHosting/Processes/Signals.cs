using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tauro.LocalHosting;

/// <summary>Asking a process to end, and ending it with everything it started.</summary>
internal static class Signals
{
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>SIGTERM. Windows knows no such request, so there the process is ended at once.</summary>
    public static void AskToEnd(int pid)
    {
        if (OperatingSystem.IsWindows())
        {
            EndTree(pid, ownGroup: false);
        }
        else
        {
            _ = SendSignal(pid, Terminate);
        }
    }

    /// <param name="ownGroup">The process leads a group, which may outlive it: what it started is in there.</param>
    public static void EndTree(int pid, bool ownGroup)
    {
        if (ownGroup)
        {
            _ = SendSignal(-pid, Kill);
            return;
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // Already gone.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int pid, int signal);
}
