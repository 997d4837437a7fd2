namespace Tauro.Stores;

/// <summary>How a store is doing.</summary>
/// <param name="Ready">Whether it takes writes.</param>
/// <param name="Degraded">Whether something is amiss that does not stop it.</param>
/// <param name="Reason">What is amiss, for a person; null when nothing is.</param>
/// <param name="Details">Figures by name: journal bytes, free bytes, last checkpoint …</param>
public sealed record StoreHealth(
    bool Ready, bool Degraded, string? Reason, IReadOnlyDictionary<string, object> Details);
