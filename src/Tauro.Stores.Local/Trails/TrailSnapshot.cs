namespace Tauro.Stores.Local.Trails;

/// <summary>The trail at some moment.</summary>
/// <param name="Lines">The entries that no checkpoint had written.</param>
/// <param name="Last">The last entry.</param>
internal sealed record TrailSnapshot(IReadOnlyList<TrailLine> Lines, TrailHead Last);
