namespace Tauro.Stores;

/// <summary>The health of a store.</summary>
/// <param name="Ready">Whether it accepts writes.</param>
/// <param name="Degraded">Whether it has a problem but still works; if it is not ready, it still serves reads.</param>
/// <param name="Reason">What is wrong, in words; null when nothing is.</param>
/// <param name="Details">Figures by name: journal bytes, free bytes, last checkpoint …</param>
public sealed record StoreHealth(
    bool Ready, bool Degraded, string? Reason, IReadOnlyDictionary<string, object> Details)
{
    /// <summary>The disk of the store; null when it has none, or when its size is unknown.</summary>
    public DiskUsage? Disk { get; init; }
}
