using System.Buffers.Binary;
using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tests.Journals;

/// <summary>
/// A torn frame is distinguished from one that was acknowledged and damaged later, with work that grows with its size.
/// </summary>
public sealed class TornFrameTests
{
    private const long Seed = 0x5eed_5eed_5eed_5eed;
    private const int SectorBytes = 512;
    private const int Sequence = 100_000;
    private static readonly byte[] Small = Points(3, 1);

    public static TheoryData<int, long> FormatsAndSteps =>
        new([.. from format in new[] { 1, 2 } from step in new long[] { 1, Sequence, 10_000_000 }
                select (format, step)]);

    [Theory]
    [MemberData(nameof(FormatsAndSteps))]
    public void A_torn_frame_of_4_MiB_is_recognized_with_work_that_grows_with_its_size(int version, long firstStep)
    {
        var payload = Points(170_000, firstStep);
        var (segment, end) = Segment(version, Small, payload);
        foreach (var cut in Cuts(end, segment.Length))
        {
            byte[] torn = [.. segment];
            torn.AsSpan(cut).Clear();
            var format = Format(version);

            Assert.Null(format.FindDamage(torn, end, Sequence + 1));
            Assert.InRange(format.HashedBytes, 0, 2L * torn.Length);
        }
    }

    [Theory]
    [InlineData(2_000, 1)]
    [InlineData(2_000, 0)]
    [InlineData(40, 1)]
    public void A_frame_without_some_of_its_sectors_is_torn(int points, double value)
    {
        var (segment, end) = Segment(2, Small, Points(points, 1, value));
        for (var seed = 0; seed < 200; seed++)
        {
            var (torn, lost) = LoseSectors(segment, end, new Random(seed));

            Assert.True(lost == null || Format(2).FindDamage(torn, end, Sequence + 1) is null, $"{seed}: {lost}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Each_bit_that_changes_in_the_last_acknowledged_frame_is_damage(double value)
    {
        var (segment, end) = Segment(2, Small, Points(100, 1, value));
        for (var bit = end * 8; bit < segment.Length * 8; bit++)
        {
            byte[] damaged = [.. segment, .. new byte[4096]];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(Format(2).TryRead(damaged, end, Sequence + 1, out _));
            Assert.Contains($"frame {Sequence + 1}", Format(2).FindDamage(damaged, end, Sequence + 1));
        }
    }

    [Fact]
    public void Bytes_of_a_client_are_not_taken_for_a_later_frame()
    {
        // The client knows the format, but not the random number of the segment.
        var (forged, _) = Segment(2, [.. Enumerable.Repeat(Small, 40)]);
        forged = [.. forged[SegmentHeader.Bytes..], .. Points(100, 1)];
        var (segment, end) = Segment(2, seed: 42, Small, forged);
        segment.AsSpan(segment.Length - 50).Clear();

        Assert.Null(new JournalFormat2(42).FindDamage(segment, end, Sequence + 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_frame_that_others_follow_is_damage(int version)
    {
        var (segment, end) = Segment(version, Small, Points(50, 1), Small, Small);
        for (var at = end; at < end + 200; at++)
        {
            byte[] damaged = [.. segment, .. new byte[4096]];
            damaged[at] ^= 0x10;

            Assert.Contains("later frames", Format(version).FindDamage(damaged, end, Sequence + 1));
        }
    }

    [Fact]
    public void A_search_in_an_old_segment_ends_at_a_limit_and_refuses()
    {
        var crafted = new byte[4 << 20];
        for (var at = 0; at + 24 <= crafted.Length; at += 24)
        {
            BinaryPrimitives.WriteInt32LittleEndian(crafted.AsSpan(at), crafted.Length - at - 24);
            BinaryPrimitives.WriteInt64LittleEndian(crafted.AsSpan(at + 16), Sequence + 2);
        }

        var (segment, end) = Segment(1, Small, crafted);
        segment[end + 8] ^= 1;
        var format = Format(1);

        Assert.Contains("look like frames", format.FindDamage(segment, end, Sequence + 1));
        Assert.InRange(format.HashedBytes, 0, JournalFormat1.SearchedBytesMax + (8 << 20));
    }

    private static IEnumerable<int> Cuts(int end, int length) =>
    [
        end + 1, end + 20, end + 24, end + 31, end + 32, end + 33, end + 1_000, (end + length) / 2, length - 70_001,
        length - 40, length - 1,
    ];

    private static (byte[] Torn, string? Lost) LoseSectors(byte[] segment, int end, Random random)
    {
        byte[] torn = [.. segment];
        string? lost = null;
        for (var from = end; from < torn.Length; from = (from / SectorBytes + 1) * SectorBytes)
        {
            var sector = torn.AsSpan(from, Math.Min(torn.Length, (from / SectorBytes + 1) * SectorBytes) - from);
            if (random.Next(4) > 0 || !sector.ContainsAnyExcept((byte)0)) continue;
            sector.Clear();
            lost += $" {from / SectorBytes}";
        }

        return (torn, lost);
    }

    private static JournalFormat Format(int version) => version == 1 ? new JournalFormat1() : new JournalFormat2(Seed);

    private static (byte[] Bytes, int SecondFrame) Segment(int version, params byte[][] payloads) =>
        version == 1 ? OldSegment.Write(Sequence, payloads) : Segment(version, Seed, payloads);

    private static (byte[] Bytes, int SecondFrame) Segment(int version, long seed, params byte[][] payloads)
    {
        Assert.Equal(SegmentHeader.Version, version);
        List<byte> bytes = [.. SegmentHeader.Write(Sequence, seed)];
        foreach (var (index, payload) in payloads.Index())
        {
            var frame = new byte[JournalFormat2.BytesOf(payload.Length)];
            JournalFormat2.Write(frame, bytes.Count, seed, Sequence + index, payload);
            bytes.AddRange(frame);
        }

        return ([.. bytes], SegmentHeader.Bytes + JournalFormat2.BytesOf(payloads[0].Length));
    }

    /// <summary>The points of one metric as they are in a frame: all steps, all times, all values.</summary>
    private static byte[] Points(int count, long firstStep, double value = 0.5)
    {
        var bytes = new byte[24 * count];
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 * i), firstStep + i);
            BinaryPrimitives.WriteInt64LittleEndian(
                bytes.AsSpan(8 * (count + i)), value == 0 ? 0 : 1_700_000_000_000 + i);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * ((2 * count) + i)), value);
        }

        return bytes;
    }
}
