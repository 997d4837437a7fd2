using Tauro.Stores.Local.Tests.Crash;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>The stores that can be simulated, by name.</summary>
internal static class Simulations
{
    public static IReadOnlyList<string> Stores { get; } = ["tracking", "registry"];

    /// <exception cref="SimulationException">The simulation failed.</exception>
    public static Task Run(string store, int seed) => store switch
    {
        "tracking" => new Simulation<TrackingModel>(seed, TrackingStore.Open).Run(TrackingStore.Empty()),
        "registry" => new Simulation<RegistryModel>(seed, RegistryStore.Open).Run(new RegistryModel()),
        _ => throw new ArgumentException($"There is no store '{store}'. Use one of {string.Join(", ", Stores)}."),
    };

    /// <summary>Runs many simulations on all cores, first those that once failed.</summary>
    /// <returns>The failures.</returns>
    public static async Task<IReadOnlyList<(string Store, int Seed, Exception Found)>> RunAll(
        int from, int count, Action? done = null)
    {
        var all = FailingSeeds.Read()
            .Concat(Enumerable.Range(from, count).SelectMany(seed => Stores.Select(store => (store, seed))));
        var found = new System.Collections.Concurrent.ConcurrentQueue<(string, int, Exception)>();
        await Parallel.ForEachAsync(all, async (pair, _) =>
        {
            var (store, seed) = pair;
            try
            {
                await Run(store, seed);
            }
            catch (SimulationException e)
            {
                found.Enqueue((store, seed, e));
            }

            done?.Invoke();
        });
        return [.. found];
    }
}
