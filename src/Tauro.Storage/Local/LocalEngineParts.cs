using Microsoft.Extensions.Logging;
using Tauro.Storage.Disks;

namespace Tauro.Storage.Local;

/// <summary>What an engine is made of.</summary>
/// <param name="Disk">The service's folder.</param>
/// <param name="NewState">Makes an empty state.</param>
/// <param name="Options">Settings.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">Where it logs.</param>
/// <param name="Metrics">What it measures; null for nothing.</param>
internal sealed record LocalEngineParts<TState>(
    Disk Disk, Func<TState> NewState, LocalStoreOptions Options, TimeProvider Time, ILogger Log,
    StoreMetrics? Metrics = null);
