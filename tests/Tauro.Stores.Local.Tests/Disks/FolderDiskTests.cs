using System.Net.Sockets;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Tests.Disks;

/// <summary>
/// The real disk throws what <see cref="Disk"/> promises. .NET reports a refused operation as an
/// <see cref="UnauthorizedAccessException"/>, which no caller of a disk expects.
/// </summary>
public sealed class FolderDiskTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-disk-");

    [Fact]
    public void An_operation_that_the_system_refuses_is_denied()
    {
        // A directory in place of a file is refused to every user, root included.
        var disk = new FolderDisk(folder.FullName);
        disk.CreateDirectory("runs/1");

        var denied = Assert.Throws<DiskDeniedException>(() => disk.Delete("runs/1"));

        Assert.Contains("runs", denied.Message);
    }

    [Fact]
    public void Its_folder_can_be_the_root_of_the_file_system_or_end_in_a_slash()
    {
        var disk = new FolderDisk(folder.FullName + Path.DirectorySeparatorChar);
        disk.Create("file").Dispose();
        Assert.True(disk.FileExists("file"));

        var root = new FolderDisk(Path.GetPathRoot(folder.FullName)!);
        Assert.False(root.FileExists("no-such-file-of-tauro"));
        Assert.Throws<IOException>(() => disk.FileExists("../file"));
    }

    [Theory]
    [InlineData("a directory")]
    [InlineData("a named pipe")]
    [InlineData("a socket")]
    public async Task Opening_what_is_not_a_file_reports_it_at_once(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems are not asked for the type.");
        var disk = new FolderDisk(folder.FullName);
        disk.CreateDirectory("runs");
        var path = Path.Combine(folder.FullName, "runs", "1");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        switch (kind)
        {
            case "a directory": disk.CreateDirectory("runs/1"); break;
            case "a named pipe": await NamedPipe.Create(path); break;
            default: socket.Bind(new UnixDomainSocketEndPoint(path)); break;
        }

        foreach (var write in new[] { false, true })
        {
            // On another thread: to open a named pipe would wait forever.
            var damage = await Assert.ThrowsAsync<StorageCorruptException>(
                () => Task.Run(() => disk.Open("runs/1", write)).WaitAsync(TimeSpan.FromMinutes(1)));

            Assert.Equal("runs/1", damage.File);
            Assert.Contains($"'{path}' is {kind}", damage.Message);
        }
    }

    [Fact]
    public void Of_two_that_take_a_lock_at_the_same_time_one_succeeds()
    {
        var disk = new FolderDisk(folder.FullName);
        for (var i = 0; i < 20; i++)
        {
            using var barrier = new Barrier(2);
            var taken = new IDisposable?[2];
            Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, at =>
            {
                barrier.SignalAndWait(TimeSpan.FromSeconds(1));
                taken[at] = disk.TryLock("writer.lock");
            });
            Assert.Single(taken, item => item is not null);
            foreach (var item in taken) item?.Dispose();
        }
    }

    [Fact]
    public void A_file_that_is_absent_is_neither_found_nor_denied()
    {
        var disk = new FolderDisk(folder.FullName);

        Assert.False(disk.FileExists("runs/1"));
        Assert.Empty(disk.ListFiles("runs"));
        disk.Delete("runs/1");
        Assert.Throws<DirectoryNotFoundException>(() => disk.Open("runs/1"));
        disk.CreateDirectory("runs");
        Assert.False(disk.FileExists("runs"));
        Assert.Throws<FileNotFoundException>(() => disk.Open("runs/1"));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
