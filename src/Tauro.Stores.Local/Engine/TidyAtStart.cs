using Microsoft.Extensions.Hosting;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// An idle service should not keep the garbage of its start. Next to much that is live it is little, and moving all
/// of that would keep requests waiting.
/// </summary>
internal sealed class TidyAtStart : IHostedService
{
    private const long TidiedBytesMax = 64 << 20;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (GC.GetTotalMemory(forceFullCollection: false) < TidiedBytesMax)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
