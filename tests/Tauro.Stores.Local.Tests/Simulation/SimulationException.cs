namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>The failure of a simulation, with its seed and its steps.</summary>
internal sealed class SimulationException(int seed, IEnumerable<string> history, Exception found)
    : Exception($"Seed {seed}: {string.Join(" | ", history)}\n{found.Message}", found);
