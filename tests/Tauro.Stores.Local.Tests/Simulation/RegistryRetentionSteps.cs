using Tauro.Stores.Local.Tests.Crash;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// Draws holds, retention policies and jobs of a registry, now and then, from random numbers of their own.
/// </summary>
internal sealed class RegistryRetentionSteps(RegistrySession store, Random random)
{
    private const int KeepLastMax = 3;

    public Task Next()
    {
        var versions = store.Model.Numbers.Order().ToList();
        if (versions.Count == 0) return Task.CompletedTask;
        var (name, number) = versions[random.Next(versions.Count)];
        return random.Next(100) switch
        {
            < 4 => store.SetRetention(random.Next(4) == 0 ? null : random.Next(KeepLastMax)),
            < 10 => store.Retain(),
            < 13 => store.Hold(name, number),
            < 20 when store.Model.IsHeld(name, number) => store.Release(name, number),
            _ => Task.CompletedTask,
        };
    }
}
