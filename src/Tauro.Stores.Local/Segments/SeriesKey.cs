namespace Tauro.Stores.Local.Segments;

/// <summary>The key of one metric's history: a run and a metric key, in ordinal order by run, then key.</summary>
public readonly record struct SeriesKey(string RunId, string Key) : IComparable<SeriesKey>
{
    public int CompareTo(SeriesKey other)
    {
        var byRun = string.CompareOrdinal(RunId, other.RunId);
        return byRun != 0 ? byRun : string.CompareOrdinal(Key, other.Key);
    }

    public static bool operator <(SeriesKey left, SeriesKey right) => left.CompareTo(right) < 0;

    public static bool operator >(SeriesKey left, SeriesKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(SeriesKey left, SeriesKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SeriesKey left, SeriesKey right) => left.CompareTo(right) >= 0;
}
