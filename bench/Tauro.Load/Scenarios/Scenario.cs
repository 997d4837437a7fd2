namespace Tauro.Load.Scenarios;

/// <summary>Something to measure.</summary>
/// <param name="Name">The same from version to version, for results are compared by it.</param>
/// <param name="Prepare">Makes what the steps need. It is not timed.</param>
/// <param name="Unit">What a step moves, when not itself.</param>
/// <param name="Once">Whether one client is enough, whatever number is asked for.</param>
public sealed record Scenario(
    string Name, Func<Bed, Task<Step>> Prepare, string? Unit = null, bool Once = false);
