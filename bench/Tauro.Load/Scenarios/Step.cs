namespace Tauro.Load.Scenarios;

/// <summary>The operation that is timed.</summary>
/// <param name="Send">Sends a request and reads the response; takes the number of the client and of the step.</param>
/// <param name="Units">The number of units that one step transfers: points, MiB.</param>
/// <param name="Times">The number of steps, regardless of the time; null for as many as the time allows.</param>
/// <param name="Stored">Counts the sent units that the server has stored; null if they cannot be counted.</param>
public sealed record Step(
    Func<int, long, Task> Send, double Units = 1, int? Times = null, Func<Task<long>>? Stored = null);
