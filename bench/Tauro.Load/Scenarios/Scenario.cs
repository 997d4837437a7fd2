namespace Tauro.Load.Scenarios;

/// <summary>A scenario to measure.</summary>
/// <param name="Name">The name by which results are compared; it must not change.</param>
/// <param name="Prepare">Creates the data that the steps need. It is not timed.</param>
/// <param name="Unit">The unit that a step transfers; null if a step is the unit.</param>
/// <param name="Once">Whether to use only one client, regardless of the options.</param>
public sealed record Scenario(
    string Name, Func<TestBed, Task<Step>> Prepare, string? Unit = null, bool Once = false);
