using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>The dependencies of an engine.</summary>
/// <param name="Disk">The service's folder.</param>
/// <param name="NewState">Creates an empty state.</param>
/// <param name="Options">The options of the store.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">The logger.</param>
/// <param name="Metrics">The instruments; null when nothing is measured.</param>
internal sealed record LocalEngineParts<TState>(
    Disk Disk, Func<TState> NewState, LocalStoreOptions Options, TimeProvider Time, ILogger Log,
    StoreMetrics? Metrics = null)
{
    /// <summary>The source of the random numbers in the journal. Cryptographic by default.</summary>
    public Entropy Entropy { get; init; } = Entropy.System;
}
