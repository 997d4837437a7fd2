using System.Diagnostics;

namespace Tauro.Stores.Local.Tests.Disks;

internal static class NamedPipe
{
    /// <summary>Puts a named pipe in the place of a file.</summary>
    public static async Task Create(string path)
    {
        File.Delete(path);
        using var process = Process.Start("mkfifo", [path]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
