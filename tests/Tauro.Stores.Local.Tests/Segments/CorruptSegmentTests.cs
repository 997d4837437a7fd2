using Parquet;
using Parquet.Schema;
using Tauro.Stores.Local.Segments;
using static Tauro.Stores.Local.Tests.Segments.SegmentFile;

namespace Tauro.Stores.Local.Tests.Segments;

public sealed class CorruptSegmentTests
{
    [Fact]
    public async Task A_segment_truncated_at_any_length_is_corrupt()
    {
        var bytes = await SampleAsync();
        for (var length = 0; length < bytes.Length; length += 1 + (length / 40))
        {
            var cut = bytes[..length];
            var e = await Assert.ThrowsAsync<StorageCorruptException>(() => ReadAllAsync(cut));
            Assert.Contains("test.parquet", e.Message);
        }
    }

    [Fact]
    public async Task A_segment_with_any_flipped_bit_is_corrupt()
    {
        var bytes = await SampleAsync();
        for (var bit = 0; bit < bytes.Length * 8; bit += 7)
        {
            var damaged = bytes.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            await Assert.ThrowsAsync<StorageCorruptException>(() => ReadAllAsync(damaged));
        }
    }

    [Fact]
    public async Task A_damaged_row_group_does_not_hide_the_others()
    {
        var bytes = await WriteAsync(Ramp(new("a", "x"), 10_000), Ramp(new("b", "x"), 10_000));
        bytes[bytes.Length / 4] ^= 0xFF;
        await using var segment = await OpenAsync(bytes);

        await Assert.ThrowsAsync<StorageCorruptException>(() => PointsAsync(segment.ReadAsync(new("a", "x"))));

        Assert.Equal(10_000, (await PointsAsync(segment.ReadAsync(new("b", "x")))).Count);
    }

    [Fact]
    public async Task A_Parquet_file_of_another_kind_is_refused()
    {
        var field = new DataField<long>("n", false);
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream))
        {
            using var rowGroup = writer.CreateRowGroup();
            await rowGroup.WriteAsync<long>(field, new long[] { 1 });
            rowGroup.CompleteValidate();
        }

        var e = await Assert.ThrowsAsync<StorageCorruptException>(() => OpenAsync(stream.ToArray()));

        Assert.Contains("not sealed by Tauro", e.Message);
    }

    [Fact]
    public async Task An_incomplete_segment_is_corrupt()
    {
        using var stream = new MemoryStream();
        await using (var writer = await MetricSegmentWriter.CreateAsync(stream))
        {
            await writer.AddAsync(Ramp(Loss, 20_000));
        }

        await Assert.ThrowsAsync<StorageCorruptException>(() => OpenAsync(stream.ToArray()));
    }

    [Fact]
    public async Task A_failing_disk_is_not_reported_as_corruption()
    {
        var bytes = await SampleAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => MetricSegment.OpenAsync("x", () => new FailingStream(bytes)));
    }

    private static Task<byte[]> SampleAsync() => WriteAsync(
        [.. Enumerable.Range(0, 6).Select(i => Ramp(new($"run{i}", "loss"), 40)), Ramp(new("run9", "x"), 60)]);

    private static async Task<List<Contracts.Runs.MetricValue>> ReadAllAsync(byte[] bytes)
    {
        await using var segment = await OpenAsync(bytes);
        var points = await PointsAsync(segment.ReadAllAsync());
        points.AddRange(await PointsAsync(segment.ReadAsync(new("run3", "loss"), 10, 20)));
        return points;
    }

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The disk is on fire.");
    }
}
