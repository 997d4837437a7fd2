using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

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
