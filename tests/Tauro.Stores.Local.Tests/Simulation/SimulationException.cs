namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>The failure of a simulation, with its seed and its steps.</summary>
internal sealed class SimulationException(int seed, IEnumerable<string> story, Exception found)
    : Exception($"Seed {seed}: {string.Join(" | ", story)}\n{found.Message}", found);
