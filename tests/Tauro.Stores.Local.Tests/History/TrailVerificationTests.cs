using System.Text;
using Tauro.Contracts.Models;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.History;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.Tests.History;

/// <summary>The verification of a trail that was changed.</summary>
public sealed class TrailVerificationTests
{
    private const int Entries = 12;

    public static TheoryData<int> Sequences => [.. Enumerable.Range(1, Entries)];

    [Theory]
    [MemberData(nameof(Sequences))]
    public async Task A_flipped_bit_is_found_in_its_entry_wherever_it_is(int sequence)
    {
        var lines = await Lines();
        for (var at = 0; at < lines[sequence - 1].Length; at++)
        {
            var changed = lines.Select(line => line.ToArray()).ToList();
            changed[sequence - 1][at] ^= 4;

            var fault = Verify(changed).Fault!;

            Assert.Equal((sequence, TrailFaultKind.Changed), (fault.Sequence, fault.Kind));
        }
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public async Task A_dropped_line_is_missing(int sequence)
    {
        var lines = await Lines();
        var checkpoint = Head(lines[^1]);
        lines.RemoveAt(sequence - 1);

        var fault = Verify(lines, checkpoint).Fault!;

        Assert.Equal((sequence, TrailFaultKind.Missing), (fault.Sequence, fault.Kind));
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public async Task Two_swapped_lines_are_reordered(int sequence)
    {
        var lines = await Lines();
        for (var other = sequence + 1; other <= Entries; other++)
        {
            var swapped = lines.ToList();
            (swapped[sequence - 1], swapped[other - 1]) = (swapped[other - 1], swapped[sequence - 1]);

            var fault = Verify(swapped).Fault!;

            Assert.Equal((sequence, TrailFaultKind.Reordered), (fault.Sequence, fault.Kind));
        }
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public async Task An_inserted_line_is_named_by_its_sequence(int sequence)
    {
        var lines = await Lines();

        // A line that is no entry; a copy of each entry; and a forged entry that follows the one before.
        Assert.Equal(TrailFaultKind.Inserted, With(lines, sequence, "{}"u8.ToArray()).Kind);
        foreach (var copy in lines)
        {
            var copied = With(lines, sequence, copy);
            Assert.Equal((TrailLine.Read(copy).Sequence, TrailFaultKind.Inserted), (copied.Sequence, copied.Kind));
        }

        var forged = With(lines, sequence, Change(lines[sequence - 1]));
        Assert.Equal((sequence, TrailFaultKind.Inserted), (forged.Sequence, forged.Kind));
    }

    [Fact]
    public async Task A_changed_entry_with_its_hash_computed_again_is_not_the_one_that_the_next_entry_follows()
    {
        var lines = await Lines();
        lines[4] = Change(lines[4]);

        var fault = Verify(lines).Fault!;

        Assert.Equal((5, TrailFaultKind.Changed), (fault.Sequence, fault.Kind));
    }

    [Fact]
    public async Task Only_an_exported_checkpoint_shows_that_all_hashes_were_computed_again()
    {
        var lines = await Lines();
        var (early, late) = (Head(lines[2]), Head(lines[9]));
        lines[4] = Change(lines[4]);
        var previous = TrailLine.Read(lines[4]).Hash;
        for (var i = 5; i < lines.Count; i++)
        {
            var line = Encoding.UTF8.GetString(lines[i]).Replace(TrailLine.Read(lines[i]).Previous, previous);
            lines[i] = Rehash(line);
            previous = TrailLine.Read(lines[i]).Hash;
        }

        Assert.True(Verify(lines).Intact);
        Assert.True(Verify(lines, early).Intact);
        var fault = Verify(lines, late).Fault!;
        Assert.Equal((10, TrailFaultKind.Rewritten), (fault.Sequence, fault.Kind));
    }

    [Fact]
    public async Task A_trail_that_was_cut_off_is_shorter_than_its_checkpoint()
    {
        var lines = await Lines();
        var checkpoint = Head(lines[^1]);
        lines.RemoveRange(8, lines.Count - 8);

        Assert.True(Verify(lines).Intact);
        var fault = Verify(lines, checkpoint).Fault!;
        Assert.Equal((9, TrailFaultKind.Missing), (fault.Sequence, fault.Kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_finds_what_was_done_to_its_files(bool isOffline)
    {
        await using var folder = TrailFolder.Open();
        for (var i = 0; i < 5; i++) await folder.Register("churn");
        await folder.Checkpoint();
        await folder.Register("churn");
        Assert.True(await Intact(folder.Disk));
        var file = folder.Engine.Checkpoints.Manifest.Files.Single(entry => entry.Kind == ManifestFileKind.Trail);
        var bytes = folder.Disk.Bytes(file.Path);

        bytes[bytes.Length / 2] ^= 1;
        folder.Disk.Damage(file.Path, bytes);
        Assert.False(await Intact(folder.Disk));

        folder.Disk.Damage(file.Path, null);
        var missing = isOffline
            ? StoredTrail.Verify(folder.Disk.Crash(CrashMode.KeepAll), "registry", null)
            : (await folder.Trail.Verify()).Value;
        Assert.Equal((1, TrailFaultKind.Missing), (missing.Fault!.Sequence, missing.Fault.Kind));

        async Task<bool> Intact(SimulatedDisk disk) => isOffline
            ? StoredTrail.Verify(disk.Crash(CrashMode.KeepAll), "registry", null).Intact
            : (await folder.Trail.Verify()).Value.Intact;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_finds_that_an_index_was_changed_so_that_queries_would_miss_entries(bool isOffline)
    {
        await using var folder = TrailFolder.Open();
        await folder.Register("churn");
        await folder.Checkpoint();
        var index = folder.Engine.Checkpoints.Manifest.Files.Single(entry => entry.Kind == ManifestFileKind.TrailIndex);
        var bytes = folder.Disk.Bytes(index.Path);
        bytes.AsSpan(16, 8).Clear();
        folder.Disk.Damage(index.Path, bytes);

        var result = isOffline
            ? StoredTrail.Verify(folder.Disk.Crash(CrashMode.KeepAll), "registry", null)
            : (await folder.Trail.Verify()).Value;

        Assert.False(result.Intact);
        Assert.Equal((1, TrailFaultKind.Changed), (result.Fault!.Sequence, result.Fault.Kind));
        Assert.Contains(index.Path, result.Fault.Message);
        folder.Disk.Damage(index.Path, null);
        await folder.Engine.DisposeAsync();
        await using var opened = TrailFolder.Open(folder.Disk);
        Assert.True((await opened.Trail.Verify()).Value.Intact);
    }

    [Fact]
    public async Task A_trail_of_which_the_end_was_removed_from_the_manifest_is_shorter_than_its_checkpoint()
    {
        await using var folder = TrailFolder.Open();
        await folder.Register("churn");
        await folder.Checkpoint();
        var checkpoint = await folder.Trail.GetCheckpoint();
        await using var other = TrailFolder.Open(seed: 2);

        var verified = (await other.Trail.Verify(checkpoint)).Value;

        Assert.Equal((1, TrailFaultKind.Missing), (verified.Fault!.Sequence, verified.Fault.Kind));
        Assert.True((await folder.Trail.Verify(checkpoint)).Value.Intact);
        Assert.False((await folder.Trail.Verify(checkpoint with { Service = "tracking" })).IsOk);
    }

    /// <summary>Returns the lines of a trail, as a checkpoint stores them.</summary>
    private static async Task<List<byte[]>> Lines()
    {
        await using var folder = TrailFolder.Open();
        await folder.Register("churn");
        for (var i = 0; i < 4; i++) await folder.Register("fraud");
        await folder.Models.TransitionStage("fraud", 1, ModelStage.Archived, archiveExisting: false);
        await folder.Checkpoint();
        var file = folder.Engine.Checkpoints.Manifest.Files.Single(entry => entry.Kind == ManifestFileKind.Trail);
        Assert.StartsWith(TrailFiles.Stem, file.Path);
        var lines = StoredTrail.Lines(folder.Disk, file).Take(Entries).ToList();
        Assert.Equal(Entries, lines.Count);
        Assert.True(Verify(lines).Intact);
        return lines;
    }

    private static TrailVerification Verify(List<byte[]> lines, TrailCheckpoint? checkpoint = null) =>
        new TrailVerifier("registry").Run(lines, StoredTrail.Anchors(null, checkpoint));

    private static TrailFault With(List<byte[]> lines, int sequence, byte[] inserted) =>
        Verify([.. lines[..(sequence - 1)], inserted, .. lines[(sequence - 1)..]]).Fault!;

    private static TrailCheckpoint Head(byte[] line) =>
        TrailLine.Read(line) is var read ? new("registry", read.Sequence, read.Hash, read.Time) : null!;

    /// <summary>Changes an entry and computes its hash again.</summary>
    private static byte[] Change(byte[] line) =>
        Rehash(Encoding.UTF8.GetString(line).Replace("SYSTEM", "CLIENT"));

    private static byte[] Rehash(string line) =>
        TrailLine.Complete(
            Encoding.UTF8.GetBytes(line[..line.LastIndexOf(",\"hash\"", StringComparison.Ordinal)] + "}"), out _);
}
