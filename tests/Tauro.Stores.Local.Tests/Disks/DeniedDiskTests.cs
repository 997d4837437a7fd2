using System.Reflection;
using System.Runtime.Versioning;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Tests.Disks;

/// <summary>
/// Each operation of the real disk throws an <see cref="IOException"/> when permissions are missing, never the
/// <see cref="UnauthorizedAccessException"/> of .NET. A new member without a call here fails.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class DeniedDiskTests : IDisposable
{
    private const UnixFileMode OthersRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly Dictionary<string, Action<FolderDisk>> DiskCalls = new()
    {
        [ConstructorInfo.ConstructorName] = disk => _ = new FolderDisk(disk.Describe("runs/a")),
        [nameof(FolderDisk.Create)] = disk => disk.Create("runs/2").Dispose(),
        [nameof(FolderDisk.Open)] = disk => disk.Open("runs/1").Dispose(),
        [nameof(FolderDisk.FileExists)] = disk => disk.FileExists("runs/1"),
        [nameof(FolderDisk.Rename)] = disk => disk.Rename("runs/1", "runs/2"),
        [nameof(FolderDisk.Delete)] = disk => disk.Delete("runs/1"),
        [nameof(FolderDisk.CreateDirectory)] = disk => disk.CreateDirectory("runs/a/b"),
        [nameof(FolderDisk.DeleteEmptyDirectory)] = disk => disk.DeleteEmptyDirectory("runs/empty"),
        [nameof(FolderDisk.ListFiles)] = disk => disk.ListFiles("runs"),
        [nameof(FolderDisk.SyncDirectory)] = disk => disk.SyncDirectory("runs"),
        [nameof(FolderDisk.Write)] = disk => disk.Write("runs/1", [1]),
        [nameof(FolderDisk.FreeBytes)] = disk => disk.FreeBytes(),
        [nameof(FolderDisk.TotalBytes)] = disk => disk.TotalBytes(),
        [nameof(FolderDisk.TryLock)] = disk => disk.TryLock("runs/lock")?.Dispose(),
    };

    private static readonly Dictionary<string, Action<FolderFile>> FileCalls = new()
    {
        [nameof(FolderFile.Read)] = file => file.Read(new byte[1], 0),
        [nameof(FolderFile.Write)] = file => file.Write([1], 0),
        [nameof(FolderFile.SetLength)] = file => file.SetLength(3),
        [nameof(FolderFile.Sync)] = file => file.Sync(),
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-denied-");

    public DeniedDiskTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have other permissions.");

    public static TheoryData<string> DiskMembers() => MembersOf<FolderDisk>([nameof(FolderDisk.Describe)]);

    /// <summary>Returns all but those that the system permits for every file that is open.</summary>
    public static TheoryData<string> FileMembers() => MembersOf<FolderFile>(
        [ConstructorInfo.ConstructorName, nameof(FolderFile.Length), nameof(FolderFile.BeginSync),
            nameof(FolderFile.Dispose)]);

    [Theory]
    [MemberData(nameof(DiskMembers))]
    public void Without_permissions_an_operation_is_denied_and_nothing_else(string member)
    {
        Assert.True(DiskCalls.TryGetValue(member, out var call), $"Add a call of FolderDisk.{member}.");
        File.SetUnixFileMode(folder.FullName, OthersRead);
        var root = Path.Combine(folder.FullName, "data");
        var disk = new FolderDisk(root);
        disk.CreateDirectory("runs/empty");
        disk.Write("runs/1", [1, 2, 3]);

        // Others may read but not write.
        var reads = Unprivileged.Record(() => call(disk));
        File.SetUnixFileMode(Path.Combine(root, "runs"), UnixFileMode.UserRead);
        var below = Unprivileged.Record(() => call(disk));
        File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead);
        var above = Unprivileged.Record(() => call(disk));

        // These need no permission to write, those none of the folder of the file.
        if (reads is not null) Assert.IsType<DiskDeniedException>(reads);
        if (below is not null) Assert.IsType<DiskDeniedException>(below);
        Assert.IsType<DiskDeniedException>(above);
    }

    [Theory]
    [MemberData(nameof(FileMembers))]
    public void An_operation_that_an_open_file_does_not_permit_is_an_IO_error(string member)
    {
        Assert.True(FileCalls.TryGetValue(member, out var call), $"Add a call of FolderFile.{member}.");
        var path = Path.Combine(folder.FullName, "file");
        File.WriteAllBytes(path, [1, 2, 3]);
        using var file = new FolderFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite));
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        using var refusing = new FolderFile(handle);
        Assert.Null(Record.Exception(() => call(file)));
        Assert.InRange(refusing.Length, 1, 3);
        Unprivileged.Forbid(handle, path);

        Assert.IsAssignableFrom<IOException>(Record.Exception(() => call(refusing)));
    }

    public void Dispose()
    {
        // Only root can delete what is in a folder without permissions.
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(folder.FullName, OthersRead);
            foreach (var directory in folder.EnumerateDirectories("*", SearchOption.AllDirectories))
                File.SetUnixFileMode(directory.FullName, OthersRead);
        }

        folder.Delete(recursive: true);
    }

    private static TheoryData<string> MembersOf<T>(string[] harmless) =>
        [.. typeof(T).GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.DeclaringType != typeof(object) && member is not MethodInfo { IsSpecialName: true })
            .Select(member => member.Name).Distinct().Except(harmless)];
}
