namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>A simulation found something: its seed, what was done, and what was wrong.</summary>
internal sealed class SimulationException(int seed, IEnumerable<string> story, Exception found)
    : Exception($"Seed {seed}: {string.Join(" | ", story)}\n{found.Message}", found);
