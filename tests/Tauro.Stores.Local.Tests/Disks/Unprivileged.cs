using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tauro.Stores.Local.Tests.Disks;

/// <summary>Takes permissions away, from root too, which the modes of files do not apply to.</summary>
internal static partial class Unprivileged
{
    private const uint OtherUser = 65_534;
    private const int PathOnly = 0x200000;

    /// <summary>
    /// Runs an action with the permissions of another user, and returns what it throws. Linux keeps the user that
    /// accesses files per thread, so the thread is one that ends afterwards.
    /// </summary>
    public static Exception? Record(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            _ = SetFileSystemUser(OtherUser);
            thrown = Xunit.Record.Exception(action);
        });
        thread.Start();
        thread.Join();
        return thrown;
    }

    /// <summary>
    /// Puts a descriptor that permits neither reads nor writes in the place of the one of an open file. .NET reports
    /// it like missing permissions.
    /// </summary>
    public static void Forbid(SafeFileHandle handle, string path)
    {
        var forbidden = Open(path, PathOnly);
        Assert.True(forbidden >= 0);
        Assert.True(Duplicate(forbidden, (int)handle.DangerousGetHandle()) >= 0);
        Assert.Equal(0, Close(forbidden));
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
