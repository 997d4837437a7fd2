using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tauro.Stores.Local.Disks;

/// <summary>
/// Syncs the way the platform does it best: <c>fdatasync</c> on Linux, which skips the file's times; elsewhere what the
/// runtime offers (<c>F_FULLFSYNC</c> on macOS, <c>FlushFileBuffers</c> on Windows).
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
    /// Starts writing back a range, where the platform can be asked to. Without a flag that waits, the kernel keeps an
    /// error for the next <see cref="File"/>, so nothing is lost by not looking at what it answers.
    /// </summary>
    public static void Begin(SafeFileHandle handle, long offset, long length)
    {
        if (OperatingSystem.IsLinux()) _ = SyncFileRange(handle, offset, length, SyncFileRangeWrite);
    }

    /// <summary>Windows keeps directory entries in order by itself and offers no way to ask for it.</summary>
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
        if (errno == NoSuchFile) return new DirectoryNotFoundException(message);
        var failure = new IOException(message, errno);
        return FolderDisk.IsFull(failure) ? new DiskFullException(message, failure) : failure;
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
