using Tauro.Stores.Local.Segments;
using static Tauro.Stores.Local.Tests.Segments.SegmentFile;

namespace Tauro.Stores.Local.Tests.Segments;

public sealed class SegmentOutlineTests
{
    private const int Long = 150_000;
    private static readonly SeriesKey After = new("run1", "size");
    private static readonly SeriesKey Before = new("run0", "größe/😀");

    [Fact]
    public async Task Long_series_have_an_outline_and_short_ones_have_none()
    {
        await using var segment = await OpenAsync(await MixedAsync());

        foreach (var series in new[] { Before, After }) await AssertOutlinedAsync(segment, series);
        Assert.Null(await segment.ReadOutlineAsync(Loss));
        Assert.Null(await segment.ReadOutlineAsync(new("run9", "short")));
        Assert.Null(await segment.ReadOutlineAsync(new("run1", "none")));
    }

    [Fact]
    public async Task An_outline_is_read_without_the_points()
    {
        await using var segment = await OpenAsync(await MixedAsync());

        Assert.NotNull(await segment.ReadOutlineAsync(After));

        Assert.Equal(0, segment.RowGroupsRead);
    }

    [Fact]
    public async Task Compaction_writes_an_outline_when_a_series_becomes_long()
    {
        var parts = new List<MetricSegment>();
        for (var i = 0; i < 3; i++)
        {
            parts.Add(await OpenAsync(await WriteAsync(
                Ramp(Before, 5, i), Ramp(Loss, 130_000).Slice(i * 40_000, 50_000))));
        }

        Assert.All(await Task.WhenAll(parts.Select(part => part.ReadOutlineAsync(Loss))), Assert.Null);
        using var output = new MemoryStream();

        await MetricSegmentCompaction.MergeAsync(parts, output);

        await using var compacted = await OpenAsync(output.ToArray());
        await AssertOutlinedAsync(compacted, Loss);
        Assert.Equal(130_000, (await compacted.ReadOutlineAsync(Loss))!.Added);
        foreach (var part in parts) await part.DisposeAsync();
    }

    [Fact]
    public async Task A_damaged_outline_is_reported_and_its_points_can_still_be_read()
    {
        var bytes = await WriteAsync(Ramp(Loss, Long));
        var outlineBytes = await OutlineBytesAsync(bytes);
        var start = bytes.AsSpan().LastIndexOf(outlineBytes);
        Assert.True(start > 0);
        for (var i = 0; i < outlineBytes.Length; i += 97)
        {
            var damaged = bytes.ToArray();
            damaged[start + i] ^= 1;
            await using var segment = await OpenAsync(damaged);

            var e = await Assert.ThrowsAsync<StorageCorruptException>(() => segment.ReadOutlineAsync(Loss));

            Assert.Contains("test.parquet", e.Message);
            Assert.Single(await PointsAsync(segment.ReadAsync(Loss, 7, 7)));
        }
    }

    [Fact]
    public void Outlines_of_a_later_version_are_ignored()
    {
        Assert.Empty(OutlineDirectory.Decode(Convert.ToBase64String([2, 1, 2, 3]), 4));
        Assert.Empty(OutlineDirectory.Decode(null, 4));
    }

    [Fact]
    public async Task Outlines_are_a_few_percent_of_a_segment()
    {
        var random = new Random(1);
        var noise = MetricChunk.FromUnsorted(Loss, Enumerable.Range(0, Long)
            .Select(i => new Contracts.Runs.MetricValue(i, i * 137L + random.Next(50), (float)random.NextDouble())));
        var bytes = await WriteAsync(noise);

        Assert.InRange((await OutlineBytesAsync(bytes)).Length, 1, bytes.Length / 30);
    }

    /// <summary>Writes series that end within a row group, that share one, and that span many.</summary>
    private static Task<byte[]> MixedAsync() => WriteAsync(
        Ramp(Before, 70_000), Ramp(Before, Long).Slice(69_999, Long - 69_999), Ramp(Loss, 99_999), Ramp(After, Long),
        Ramp(new("run9", "short"), 3), Ramp(new("run9", "shorter"), 2));

    private static async Task<byte[]> OutlineBytesAsync(byte[] bytes)
    {
        await using var segment = await OpenAsync(bytes);
        return StoredOutline.Encode((await segment.ReadOutlineAsync(Loss))!);
    }

    private static async Task AssertOutlinedAsync(MetricSegment segment, SeriesKey series)
    {
        var expected = new SeriesOutline();
        await foreach (var chunk in segment.ReadAsync(series)) expected.Add(chunk);
        var stored = await segment.ReadOutlineAsync(series);

        Assert.NotNull(stored);
        Assert.Equal(expected.Added, stored.Added);
        foreach (var points in new[] { 10, 100, 1_000 })
        {
            Assert.Equal(expected.Draw(points).Width, stored.Draw(points).Width);
            AssertSame(expected.Draw(points).Points, stored.Draw(points).Points);
        }
    }
}
