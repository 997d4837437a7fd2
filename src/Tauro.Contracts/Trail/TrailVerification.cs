namespace Tauro.Contracts.Trail;

/// <summary>The result of reading a complete trail.</summary>
/// <param name="Intact">Whether every entry is as it was written.</param>
/// <param name="Verified">The number of entries from the first one that are intact.</param>
/// <param name="Head">The last intact entry.</param>
/// <param name="Fault">The first thing that is wrong; absent when the trail is intact.</param>
public sealed record TrailVerification(bool Intact, long Verified, TrailCheckpoint Head, TrailFault? Fault = null);
