using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tauro.AppHost.Start;

/// <summary>
/// Locks a file for one process, with <c>flock</c> outside of Windows: the locks that .NET takes there can be switched
/// off (<c>DOTNET_SYSTEM_IO_DISABLEFILELOCKING</c>). The kernel releases the lock when the process ends.
/// </summary>
internal static partial class FileLock
{
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int WouldBlock = 11;
    private const int WouldBlockOnBsd = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>Returns the lock; null when another process holds it.</summary>
    /// <exception cref="IOException">The file cannot be opened or locked.</exception>
    public static IDisposable? TryTake(string path)
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

        if (OperatingSystem.IsWindows() || FLock(file, Exclusive | NonBlocking) == 0) return file;
        var errno = Marshal.GetLastPInvokeError();
        file.Dispose();
        return errno is WouldBlock or WouldBlockOnBsd
            ? null
            : throw new IOException($"'{path}' cannot be locked: {Marshal.GetPInvokeErrorMessage(errno)}.", errno);
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FLock(SafeFileHandle file, int operation);
}
