using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>A folder that cannot be used is a setting to correct, and is not reported as in use.</summary>
public sealed class DeniedFolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-denied-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_lock_that_the_system_refuses_is_named_with_the_remedy()
    {
        // A directory in place of the file is refused to every user, root included.
        folder.CreateSubdirectory("writer.lock");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "writer.json"), """{"pid":1,"host":"a","since":"2026-01-01T00:00:00Z"}""",
            TestContext.Current.CancellationToken);

        await RequireRefused(new FolderDisk(folder.FullName), "writer.lock", "writable");
    }

    [Fact]
    public async Task A_read_only_folder_is_named_with_the_remedy()
    {
        var disk = new SimulatedDisk();
        disk.FailFrom(0, Fault.Denied);

        await RequireRefused(disk, "not permitted", "writable");
    }

    [Theory]
    [InlineData(24)]
    [InlineData(23)]
    public void Too_many_open_files_have_a_remedy(int errno) =>
        Assert.Contains("ulimit", FolderDisk.RemedyOf(new IOException("Too many open files", errno)));

    [Fact]
    public void A_failure_that_may_be_temporary_has_no_remedy() =>
        Assert.Null(FolderDisk.RemedyOf(new IOException("Input/output error", 5)));

    private async Task RequireRefused(Disk disk, params string[] parts)
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, Path = folder.FullName };
        await using var store = new LocalStore<TrackingState>(
            new LocalEngineParts<TrackingState>(
                disk, () => new TrackingState(options), options, TimeProvider.System, new RecordingLogger()),
            Entropy.Seeded(1), (_, _, _) => Task.CompletedTask);

        var refused = await Assert.ThrowsAsync<SettingException>(
            () => store.Open(TestContext.Current.CancellationToken));

        Assert.Contains($"TAURO_MLOPS_PATH is '{folder.FullName}'", refused.Message);
        Assert.DoesNotContain("in use", refused.Message);
        Assert.All(parts, part => Assert.Contains(part, refused.Message));
    }
}
