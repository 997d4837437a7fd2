using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// Aligns the samples of one metric. When there are too many steps, a row spans a power of two of them that is no
/// smaller than the ranges of the samples. Then each row has complete ranges, and the last value in it is exact.
/// </summary>
internal static class StepAlignment
{
    /// <summary>The points that a sample needs for each row: the first, last, least and greatest, and a NaN.</summary>
    public const int PointsPerRow = 5;

    public static AlignedMetric Align(IReadOnlyList<MetricSample> samples, int rowsMax)
    {
        long[] steps = [.. samples.SelectMany(sample => sample.Points.Select(point => point.Step)).Distinct().Order()];
        // Steps per bucket is a power of two, or the greatest long when that is out of range.
        var shift = samples.Select(sample => 64 - long.LeadingZeroCount(sample.StepsPerBucket - 1)).Append(0).Max();
        var rows = RowsOf(steps, (int)shift);
        while (rows.Count > rowsMax && shift < 63) rows = RowsOf(steps, (int)++shift);

        var rowAt = rows.Index().ToDictionary(row => row.Item, row => row.Index);
        return new AlignedMetric(
            [.. rows.Select(row => row << (int)shift)],
            [.. samples.Select(sample => ValuesOf(sample, (int)shift, rowAt))],
            shift < 63 ? 1L << (int)shift : long.MaxValue);
    }

    private static List<long> RowsOf(long[] ascending, int shift)
    {
        var rows = new List<long>();
        foreach (var step in ascending)
            if (rows.Count == 0 || rows[^1] != step >> shift) rows.Add(step >> shift);
        return rows;
    }

    private static double?[] ValuesOf(MetricSample sample, int shift, Dictionary<long, int> rowAt)
    {
        var values = new double?[rowAt.Count];
        // The points are in order, so the last one of a row stays.
        foreach (var point in sample.Points) values[rowAt[point.Step >> shift]] = point.Value;
        return values;
    }
}
