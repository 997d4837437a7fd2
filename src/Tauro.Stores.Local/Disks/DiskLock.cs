using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tauro.Stores.Local.Disks;

/// <summary>
/// Locks a file for one process, with <c>flock</c> outside of Windows: the locks that .NET takes there can be switched
/// off (<c>DOTNET_SYSTEM_IO_DISABLEFILELOCKING</c>), and are not taken on some file systems. The kernel releases the
/// lock when the process ends.
/// </summary>
internal static partial class DiskLock
{
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const int WouldBlockOnBsd = 35;
    private const int AttemptsMax = 10;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>Returns the lock; null when another process, or this one, holds it.</summary>
    /// <exception cref="UnauthorizedAccessException">The file system does not support locks.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static IDisposable? TryTake(string path) => TryTake(path, attempt: 1);

    // .NET opens a file with a shared lock, so two processes that open it at once refuse each other the exclusive one.
    private static SafeFileHandle? TryTake(string path, int attempt)
    {
        var share = OperatingSystem.IsWindows() ? FileShare.None : FileShare.ReadWrite;
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
        }
        catch (IOException e) when (e.HResult is WouldBlock or WouldBlockOnBsd or SharingViolation)
        {
            return null;
        }

        if (OperatingSystem.IsWindows() || TryLock(file, path)) return file;
        file.Dispose();
        if (attempt == AttemptsMax) return null;
        Thread.Sleep(Random.Shared.Next(20, 100));
        return TryTake(path, attempt + 1);
    }

    private static bool TryLock(SafeFileHandle file, string path)
    {
        while (FLock(file, Exclusive | NonBlocking) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Interrupted) continue;
            if (errno is WouldBlock or WouldBlockOnBsd) return false;
            file.Dispose();
            throw new UnauthorizedAccessException(
                $"'{path}' cannot be locked: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno}). The folder " +
                "must be on a file system that supports locks.");
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FLock(SafeFileHandle file, int operation);
}
