namespace Tauro.Load.Scenarios;

/// <summary>What is timed.</summary>
/// <param name="Send">Of a client, by its number, and of a step, by its own: one request and its whole answer.</param>
/// <param name="Units">What one step moves: points, MiB.</param>
/// <param name="Times">Steps to take, however long they last; null for as many as fit the time.</param>
/// <param name="Stored">Counts the units that the server holds of those that were sent, where that can be told.</param>
public sealed record Step(
    Func<int, long, Task> Send, double Units = 1, int? Times = null, Func<Task<long>>? Stored = null);
