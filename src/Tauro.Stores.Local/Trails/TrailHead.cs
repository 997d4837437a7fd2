namespace Tauro.Stores.Local.Trails;

/// <summary>The last entry of a trail.</summary>
/// <param name="Sequence">0 when there is no entry.</param>
/// <param name="Hash">Its hash; 64 zeros when there is no entry.</param>
/// <param name="Time">Unix milliseconds.</param>
internal sealed record TrailHead(long Sequence, string Hash, long Time)
{
    public static TrailHead None { get; } = new(0, new string('0', 64), 0);
}
