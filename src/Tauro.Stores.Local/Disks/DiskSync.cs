using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tauro.Stores.Local.Disks;

/// <summary>
/// Syncs files and directories: with <c>fdatasync</c> on Linux, which does not write the times of the file; elsewhere
/// through the runtime (<c>F_FULLFSYNC</c> on macOS, <c>FlushFileBuffers</c> on Windows).
/// </summary>
internal static partial class DiskSync
{
    private const int OpenReadOnly = 0;
    private const int NoSuchFile = 2;
    private const uint SyncFileRangeWrite = 2;

    public static void File(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
            return;
        }

        if (FDataSync(handle) != 0) throw Failed("sync a file");
    }

    /// <summary>
    /// Starts writing a range to the disk, on Linux. Without the flags that wait, the kernel reports an error at the
    /// next <see cref="File"/>, so the return value can be ignored.
    /// </summary>
    public static void Begin(SafeFileHandle handle, long offset, long length)
    {
        if (OperatingSystem.IsLinux()) _ = SyncFileRange(handle, offset, length, SyncFileRangeWrite);
    }

    /// <summary>Syncs a directory. Does nothing on Windows, which keeps directories consistent itself.</summary>
    public static void Directory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(path, OpenReadOnly);
        if (descriptor < 0) throw Failed($"open the directory '{path}'");
        try
        {
            if (FSync(descriptor) != 0) throw Failed($"sync the directory '{path}'");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string what)
    {
        var errno = Marshal.GetLastPInvokeError();
        var message = $"Could not {what}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno}).";
        return errno == NoSuchFile ? new DirectoryNotFoundException(message) : new IOException(message, errno);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle handle, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
