using System.Diagnostics;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Disk;

/// <summary>A file system of a few megabytes in memory, which only root can mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Ballast = "ballast";

    private readonly TemporaryFolder folder = new();

    private SmallDisk()
    {
    }

    public string Path => folder.Path;

    /// <summary>Mounts it; null if the process is not allowed to.</summary>
    public static SmallDisk? Mount(int megabytes, int ballastMegabytes)
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path) != 0)
        {
            disk.folder.Dispose();
            return null;
        }

        File.WriteAllBytes(disk.folder[Ballast], new byte[ballastMegabytes << 20]);
        return disk;
    }

    /// <summary>Frees the space of the ballast.</summary>
    public void DeleteBallast() => File.Delete(folder[Ballast]);

    public void Dispose()
    {
        Run("umount", folder.Path);
        folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
