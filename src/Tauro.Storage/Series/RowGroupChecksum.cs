using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Tauro.Storage.Series;

/// <summary>
/// XXH3-64 of a row group's decoded content: each series (run, key, rows) in order, then the three number columns.
/// It is of the content and not of the bytes, so it also catches an encoder or decoder that errs.
/// </summary>
internal sealed class RowGroupChecksum
{
    private readonly XxHash3 hash = new();

    public void AddSeries(SeriesKey series, int rows)
    {
        Add(series.RunId.Length);
        hash.Append(MemoryMarshal.AsBytes(series.RunId.AsSpan()));
        Add(series.Key.Length);
        hash.Append(MemoryMarshal.AsBytes(series.Key.AsSpan()));
        Add(rows);
    }

    public ulong Finish(ReadOnlySpan<long> steps, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values)
    {
        hash.Append(MemoryMarshal.AsBytes(steps));
        hash.Append(MemoryMarshal.AsBytes(timestamps));
        hash.Append(MemoryMarshal.AsBytes(values));
        var result = hash.GetCurrentHashAsUInt64();
        hash.Reset();
        return result;
    }

    private void Add(int number) => hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)));
}
