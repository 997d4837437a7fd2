namespace Tauro.Stores.Local.Journals;

/// <summary>The settings of a <see cref="Journal"/>.</summary>
/// <param name="SegmentBytes">The size of a new segment, which is filled with zeros. Default 16 MiB.</param>
/// <param name="FreeBytesMin">The free space that a new segment must leave on the disk. Default 64 MiB.</param>
/// <param name="PrepareAhead">
/// Whether the next segment is created in the background, so that a rotation does not wait for it. Tests that count
/// operations turn it off.
/// </param>
internal sealed record JournalOptions(
    int SegmentBytes = 16 << 20, long FreeBytesMin = 64 << 20, bool PrepareAhead = true)
{
    /// <summary>The source of the random number of each segment. Cryptographic by default.</summary>
    public Entropy Entropy { get; init; } = Entropy.System;
}
