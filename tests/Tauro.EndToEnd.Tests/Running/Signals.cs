using System.Diagnostics;

namespace Tauro.EndToEnd.Tests.Running;

internal static class Signals
{
    public static void Terminate(int pid) => Send("TERM", pid);

    public static void Kill(int pid) => Send("KILL", pid);

    private static void Send(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
