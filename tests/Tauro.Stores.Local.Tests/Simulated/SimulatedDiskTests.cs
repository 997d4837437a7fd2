using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Tests.Simulated;

public sealed class SimulatedDiskTests
{
    private readonly SimulatedDisk disk = new();

    [Fact]
    public void Synced_bytes_under_a_synced_name_survive()
    {
        Write("a", "kept", sync: true);
        disk.SyncDirectory("");

        Assert.Equal("kept"u8.ToArray(), disk.Crash(CrashMode.DropUnsynced).Bytes("a"));
    }

    [Fact]
    public void A_name_in_an_unsynced_directory_survives_a_kill_but_not_a_power_failure()
    {
        Write("a", "lost", sync: true);

        Assert.False(disk.Crash(CrashMode.DropUnsynced).FileExists("a"));
        var killed = disk.Crash(CrashMode.KeepAll);
        Assert.True(killed.FileExists("a"));
        Assert.False(killed.Crash(CrashMode.DropUnsynced).FileExists("a"));
    }

    [Fact]
    public void After_a_rename_a_file_has_one_of_the_two_names()
    {
        Write("a", "x", sync: true);
        disk.SyncDirectory("");
        disk.Rename("a", "b");

        var found = Enumerable.Range(0, 32).Select(seed => disk.Crash(CrashMode.Random, seed))
            .Select(after => (after.FileExists("a"), after.FileExists("b"))).ToHashSet();
        Assert.Equal([(false, true), (true, false)], found.Order());
    }

    [Fact]
    public void Bytes_of_a_failed_sync_may_be_lost_even_if_the_next_sync_succeeds()
    {
        var file = disk.Create("a");
        disk.SyncDirectory("");
        file.Write("x"u8, 0);
        disk.FailAt(disk.Operations, Fault.IoError);
        Assert.Throws<IOException>(file.Sync);
        file.Sync();

        Assert.Empty(disk.Crash(CrashMode.DropUnsynced).Bytes("a"));
        Assert.Equal("x"u8.ToArray(), disk.Crash(CrashMode.KeepAll).Bytes("a"));
    }

    [Fact]
    public void Random_crashes_tear_writes_and_are_repeatable()
    {
        Write("a", "", sync: true);
        disk.SyncDirectory("");
        disk.Open("a", write: true).Write("0123456789"u8, 0);

        var lengths = Enumerable.Range(0, 64).Select(seed => disk.Crash(CrashMode.Random, seed).Bytes("a").Length)
            .ToList();
        Assert.Contains(0, lengths);
        Assert.Contains(10, lengths);
        Assert.Contains(lengths, length => length is > 0 and < 10);
        Assert.Equal(disk.Crash(CrashMode.Random, 7).Bytes("a"), disk.Crash(CrashMode.Random, 7).Bytes("a"));
    }

    [Fact]
    public void A_copy_keeps_its_bytes_when_the_file_is_written_again()
    {
        var file = disk.Create("a");
        file.Write("1234"u8, 0);
        var copy = disk.Crash(CrashMode.KeepAll);
        file.Write("x"u8, 0);
        file.SetLength(2);
        copy.Open("a", write: true).Write("y"u8, 3);

        Assert.Equal("x2"u8.ToArray(), disk.Bytes("a"));
        Assert.Equal("123y"u8.ToArray(), copy.Bytes("a"));
    }

    [Fact]
    public void Disks_have_the_same_digest_only_if_they_and_their_crashes_have_the_same_content()
    {
        var digests = new List<string> { disk.Digest() };
        var file = disk.Create("a");
        Add();
        file.Write("1"u8, 0);
        Add();
        file.Sync();
        Add();
        disk.SyncDirectory("");
        Add();
        disk.Rename("a", "b");
        Add();
        disk.SyncDirectory("");
        Add();
        disk.CreateDirectory("c");
        Add();

        Assert.Equal(digests.Count, digests.Distinct().Count());
        Assert.Equal(disk.Digest(), disk.Crash(CrashMode.DropUnsynced).Digest());

        void Add()
        {
            digests.Add(disk.Digest());
            Assert.Equal(disk.Digest(), disk.Crash(CrashMode.KeepAll).Digest());
        }
    }

    [Fact]
    public void Random_crashes_lose_sectors_of_a_write()
    {
        var file = disk.Create("a");
        file.Write(new byte[2048], 0);
        file.Sync();
        disk.SyncDirectory("");
        file.Write([.. Enumerable.Repeat((byte)1, 1500)], 100);

        var found = Enumerable.Range(0, 64).Select(seed => disk.Crash(CrashMode.Random, seed).Bytes("a"))
            .Select(bytes => (bytes[100], bytes[511], bytes[512], bytes[1023], bytes[1024], bytes[1535], bytes[1599]))
            .ToHashSet();

        Assert.Contains(((byte)0, (byte)0, (byte)1, (byte)1, (byte)0, (byte)0, (byte)1), found);
    }

    [Fact]
    public void The_chosen_operations_fail()
    {
        var file = disk.Create("a");
        disk.FailAt(disk.Operations, Fault.ShortWrite);
        Assert.Throws<IOException>(() => file.Write("1234"u8, 0));
        Assert.Equal(2, file.Length);
        disk.FailFrom(disk.Operations, Fault.IoError);
        Assert.Throws<IOException>(() => disk.ListFiles(""));
        Assert.Throws<IOException>(() => disk.Delete("a"));
        disk.Heal();
        disk.Delete("a");
        disk.Capacity = 3;
        Assert.Throws<DiskFullException>(() => disk.Create("b").Write("1234"u8, 0));
    }

    [Fact]
    public void A_lock_ends_with_the_process()
    {
        using var held = disk.TryLock("lock");
        Assert.NotNull(held);
        Assert.Null(disk.TryLock("lock"));
        Assert.NotNull(disk.Crash(CrashMode.KeepAll).TryLock("lock"));
    }

    private void Write(string path, string value, bool sync)
    {
        using var file = disk.Create(path);
        file.Write(System.Text.Encoding.UTF8.GetBytes(value), 0);
        if (sync) file.Sync();
    }
}
