using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Journals;

public sealed class JournalTests
{
    private const string Folder = "journal";
    private static readonly JournalOptions Options = new(SegmentBytes: 512, FreeBytesMin: 0, PrepareAhead: false);
    private readonly SimulatedDisk disk = new();

    [Fact]
    public void Frames_are_read_back_in_order_across_segments()
    {
        Write(1, 20);

        var (frames, torn) = Read(disk);
        Assert.Equal(Enumerable.Range(1, 20).Select(Payload), frames);
        Assert.Equal(0, torn);
        Assert.InRange(disk.Paths(Folder).Count, 3, 20);
    }

    [Fact]
    public void A_torn_tail_is_reported_and_the_next_frame_begins_a_new_segment()
    {
        Write(1, 5);
        var path = disk.Paths(Folder)[^1];
        var bytes = disk.Bytes(path);
        var end = Array.FindLastIndex(bytes, item => item != 0) + 1;
        bytes.AsSpan(end - 9, 9).Clear();
        disk.Damage(path, bytes);

        var (frames, torn) = Read(disk);
        Assert.Equal(4, frames.Count);
        Assert.InRange(torn, 1, 512);
        Write(5, 7);
        Assert.Equal(Enumerable.Range(1, 7).Select(Payload), Read(disk).Frames);
    }

    [Fact]
    public void A_flipped_byte_is_refused_with_file_and_offset_or_is_in_the_unused_part()
    {
        Write(1, 9);
        foreach (var path in disk.Paths(Folder))
        {
            for (var at = 0; at < disk.Bytes(path).Length; at++) RequireDetected(path, at);
        }
    }

    [Fact]
    public void A_segment_of_format_1_is_read_and_the_next_frame_begins_one_of_format_2()
    {
        var (old, _) = OldSegment.Write(1, Payload(1), Payload(2));
        var path = $"{Folder}/{new SegmentName(1)}";
        disk.CreateDirectory(Folder);
        disk.Damage(path, [.. old, .. new byte[512]]);

        Write(3, 4);

        Assert.Equal([Payload(1), Payload(2), Payload(3), Payload(4)], Read(disk).Frames);
        Assert.Equal(1, disk.Bytes(path)[8]);
        Assert.Equal(2, disk.Bytes($"{Folder}/{new SegmentName(3)}")[8]);
    }

    [Fact]
    public void A_segment_of_format_1_without_frames_is_replaced()
    {
        var (old, _) = OldSegment.Write(1, Payload(1));
        disk.CreateDirectory(Folder);
        disk.Damage($"{Folder}/{new SegmentName(1)}", old[..32]);

        Write(1, 1);

        Assert.Equal([Payload(1)], Read(disk).Frames);
    }

    [Fact]
    public void A_torn_tail_is_still_torn_when_recovery_is_interrupted()
    {
        Write(1, 2);
        var path = disk.Paths(Folder)[^1];
        var torn = disk.Bytes(path);
        torn.AsSpan(Array.FindLastIndex(torn, item => item != 0) - 3).Clear();
        foreach (var fault in new[] { Fault.ShortWrite, Fault.IoError })
        {
            for (var n = 0; n < 20; n++)
            {
                var failing = disk.Crash(CrashMode.KeepAll);
                failing.Damage(path, torn);
                failing.FailAt(n, fault);
                _ = Record.Exception(() => Read(failing));
                failing.Heal();
                foreach (var mode in Enum.GetValues<CrashMode>())
                    Assert.Equal([Payload(1)], Read(failing.Crash(mode, n)).Frames);
            }
        }
    }

    [Fact]
    public void Frames_after_a_torn_tail_survive_a_crash_although_recovery_failed_once()
    {
        Write(1, 1);
        using (var journal = Open(disk, 1, [], out _)) journal.Append(Payload(200)); // larger than what follows
        var path = disk.Paths(Folder)[^1];
        var torn = disk.Bytes(path);
        torn.AsSpan(Array.FindLastIndex(torn, item => item != 0) - 3).Clear();
        for (var n = 0; n < 20; n++)
        {
            var failing = disk.Crash(CrashMode.KeepAll);
            failing.Damage(path, torn);
            failing.FailAt(n, Fault.IoError);
            _ = Record.Exception(() => Read(failing));
            failing.Heal();
            Write(failing, 2, 2);
            foreach (var mode in Enum.GetValues<CrashMode>())
            {
                for (var seed = 0; seed < 10; seed++)
                    Assert.Equal([Payload(1), Payload(2)], Read(failing.Crash(mode, seed)).Frames);
            }
        }
    }

    [Fact]
    public void A_missing_segment_is_refused()
    {
        Write(1, 20);
        foreach (var path in disk.Paths(Folder).SkipLast(1))
        {
            var damaged = disk.Crash(CrashMode.KeepAll);
            damaged.Damage(path, null);
            Assert.Contains("missing", Assert.Throws<StorageCorruptException>(() => Read(damaged)).Message);
        }
    }

    [Fact]
    public void A_missing_journal_is_refused_when_the_manifest_requires_one()
    {
        Assert.Empty(Read(disk).Frames);
        Assert.Throws<StorageCorruptException>(() => Read(disk, from: 2));
    }

    [Fact]
    public void A_spare_segment_is_not_part_of_the_log()
    {
        Write(1, 3);
        disk.Damage($"{Folder}/spare.tmp", new byte[100]);

        Assert.Equal(3, Read(disk).Frames.Count);
        Assert.False(disk.FileExists($"{Folder}/spare.tmp"));
    }

    [Fact]
    public void A_frame_may_be_larger_than_a_segment_and_its_segment_replaces_an_empty_one()
    {
        var large = Enumerable.Range(0, 2_000).Select(i => (byte)i).ToArray();
        using (var journal = Open(disk, 1, [], out _))
        {
            journal.Rotate(10);
            journal.Rotate(large.Length);
            journal.Append(large);
            journal.RetireBefore(1);
            journal.DeleteRetired();
            journal.Rotate(10);
            journal.Append("after"u8);
        }

        Assert.Equal([large, "after"u8.ToArray()], Read(disk).Frames);
    }

    [Fact]
    public void A_rotation_that_fails_halfway_does_not_affect_the_next_frame()
    {
        for (var n = 0; n < 8; n++)
        {
            var failing = new SimulatedDisk();
            using (var journal = Open(failing, 1, [], out _))
            {
                journal.Rotate(10);
                journal.Append(Payload(1));
                failing.FailAt(failing.Operations + n, Fault.IoError);
                _ = Record.Exception(() => journal.Rotate(400));
                failing.Heal();
                if (journal.RemainingBytes < Payload(2).Length) journal.Rotate(10);
                journal.Append(Payload(2));
            }

            foreach (var mode in Enum.GetValues<CrashMode>())
                Assert.Equal([Payload(1), Payload(2)], Read(failing.Crash(mode, n)).Frames);
        }
    }

    [Fact]
    public void Unsynced_bytes_of_a_killed_process_are_durable_once_they_are_read()
    {
        SimulatedDisk? killed = null;
        using (var journal = Open(disk, 1, [], out _))
        {
            journal.Rotate(10);
            // After the write, before its sync.
            disk.Changed = simulatedDisk => killed ??= simulatedDisk.Crash(CrashMode.KeepAll);
            journal.Append(Payload(1));
        }

        Assert.Empty(Read(killed!.Crash(CrashMode.DropUnsynced)).Frames);
        Assert.Single(Read(killed).Frames);
        Assert.Single(Read(killed.Crash(CrashMode.DropUnsynced)).Frames);
    }

    [Fact]
    public void A_spare_segment_that_could_not_be_created_is_created_by_the_next_rotation()
    {
        var counted = disk.Crash(CrashMode.KeepAll);
        using (var journal = Open(counted, 1, [], out _)) journal.Rotate(1);
        using var prepared = Journal.Open(
            disk, Folder, 1, Options with { PrepareAhead = true }, (_, _) => { }, out _);
        disk.FailFrom(counted.Operations, Fault.Denied);

        prepared.Rotate(1);
        Assert.True(SpinWait.SpinUntil(() => disk.Operations > counted.Operations, TimeSpan.FromMinutes(1)));
        prepared.Append(Payload(1));
        Assert.Throws<DiskDeniedException>(() => prepared.Rotate(1));
        disk.Heal();
        prepared.Rotate(1);
        prepared.Append(Payload(2));

        Assert.Equal([Payload(1), Payload(2)], Read(disk.Crash(CrashMode.DropUnsynced)).Frames);
    }

    [Theory]
    [InlineData("journal-0000000000000001.log", 1)]
    [InlineData("journal-0000000012345678.log", 12345678)]
    [InlineData("journal-1.log", null)]
    [InlineData("journal--000000000000001.log", null)]
    [InlineData("journal-0000000000000001.log.tmp", null)]
    [InlineData("spare.tmp", null)]
    [InlineData("", null)]
    public void Segment_names_are_parsed_strictly(string file, int? first)
    {
        Assert.Equal(first is not null, SegmentName.TryParse(file, out var name));
        if (first is not null) Assert.Equal((first.Value, file), ((int)name.FirstSequence, name.ToString()));
    }

    private static byte[] Payload(int i) => [.. Enumerable.Repeat((byte)i, 60 + i)];

    private static Journal Open(SimulatedDisk disk, long from, List<byte[]> frames, out long torn) =>
        Journal.Open(disk, Folder, from, Options, (_, payload) => frames.Add(payload.ToArray()), out torn);

    private static (List<byte[]> Frames, long Torn) Read(SimulatedDisk disk, long from = 1)
    {
        var frames = new List<byte[]>();
        using var journal = Open(disk, from, frames, out var torn);
        return (frames, torn);
    }

    /// <summary>
    /// Requires that damage is refused. Only in the unused end of a segment is it ignored, with all frames, and in the
    /// last one reported as a torn write.
    /// </summary>
    private void RequireDetected(string path, int at)
    {
        var damaged = disk.Crash(CrashMode.KeepAll);
        var bytes = disk.Bytes(path);
        bytes[at] ^= 0x10;
        damaged.Damage(path, bytes);
        try
        {
            var (frames, torn) = Read(damaged);
            Assert.Equal(9, frames.Count);
            Assert.Equal(disk.Paths(Folder)[^1] == path, torn > 0);
        }
        catch (StorageCorruptException e)
        {
            Assert.Contains(path, e.Message);
            Assert.Matches("damaged at byte [0-9]+|header", e.Message);
            Assert.Equal(path, e.File);
        }
    }

    private void Write(int first, int last) => Write(disk, first, last);

    private static void Write(SimulatedDisk disk, int first, int last)
    {
        using var journal = Open(disk, 1, [], out _);
        for (var i = first; i <= last; i++)
        {
            if (journal.RemainingBytes < Payload(i).Length) journal.Rotate(Payload(i).Length);
            journal.Append(Payload(i));
        }
    }
}
