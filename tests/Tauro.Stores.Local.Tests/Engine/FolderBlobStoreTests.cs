using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Stores.Artifacts;
using Tauro.Stores.ContractTests;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class FolderBlobStoreTests : BlobStoreContract
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-blobs-");

    [Fact]
    public async Task A_crash_keeps_what_was_completed_and_may_take_the_rest()
    {
        var disk = new SimulatedDisk();
        var blobs = new FolderBlobStore(disk, 0, NullLogger.Instance);
        await using (var writer = await blobs.Create("whole", default))
        {
            await writer.Write(new byte[] { 1, 2, 3 }, default);
            await writer.Complete(default);
        }

        await using var begun = await blobs.Create("begun", default);
        await begun.Write(new byte[] { 4 }, default);

        var after = disk.Crash(CrashMode.DropUnsynced);
        Assert.Equal(["incoming/whole"], after.Paths("incoming"));
        Assert.Equal([1, 2, 3], after.Bytes("incoming/whole"));
    }

    [Fact]
    public async Task A_disk_without_room_is_refused_by_name_and_nothing_is_left()
    {
        var disk = new SimulatedDisk { Capacity = 1_000 };
        var blobs = new FolderBlobStore(disk, 100, NullLogger.Instance);

        Assert.Throws<StorageFullException>(() => blobs.RequireRoom(900));
        await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            await using var writer = await blobs.Create("big", default);
            await writer.Write(new byte[2_000], default);
        });
        Assert.Empty(disk.Paths("incoming"));
    }

    public override ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return base.DisposeAsync();
    }

    protected override ValueTask<IBlobStore> Open() =>
        new(new FolderBlobStore(new FolderDisk(folder.FullName), 0, NullLogger.Instance));

    protected override ValueTask<IBlobStore> Reopen() => Open();
}
