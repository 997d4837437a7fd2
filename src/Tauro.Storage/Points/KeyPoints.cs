namespace Tauro.Storage.Points;

/// <summary>Points of one key, column by column.</summary>
internal sealed record KeyPoints(
    string Key, ReadOnlyMemory<long> Steps, ReadOnlyMemory<long> Timestamps, ReadOnlyMemory<double> Values)
{
    public int Count => Steps.Length;
}
