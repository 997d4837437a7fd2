namespace Tauro.Stores.Local.Journals;

/// <summary>How a <see cref="Journal"/> uses the disk.</summary>
/// <param name="SegmentBytes">The size a segment is allotted, zero-filled, when it is made. Default 16 MiB.</param>
/// <param name="FreeBytesMin">Room that is left to others: below it no segment is made. Default 64 MiB.</param>
/// <param name="PrepareAhead">
/// Makes the next segment in the background, so that a rotation does not wait for it. Off where a test counts
/// operations.
/// </param>
internal sealed record JournalOptions(
    int SegmentBytes = 16 << 20, long FreeBytesMin = 64 << 20, bool PrepareAhead = true);
