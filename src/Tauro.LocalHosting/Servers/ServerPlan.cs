namespace Tauro.LocalHosting;

/// <summary>One way of providing a server.</summary>
/// <param name="How">What the table says of it.</param>
/// <param name="Connection">Null where consumers do without the server.</param>
internal sealed record ServerPlan(string How, Connection? Connection)
{
    /// <summary>Processes in the order they are started; the last one is the server itself.</summary>
    public IReadOnlyList<ProcessPlan> Processes { get; init; } = [];

    /// <summary>Starts the server inside the AppHost.</summary>
    public Func<IDisposable>? InProcess { get; init; }

    /// <summary>Asks the server whether it serves.</summary>
    public Func<CancellationToken, Task<bool>> Probe { get; init; } = _ => Task.FromResult(true);
}
