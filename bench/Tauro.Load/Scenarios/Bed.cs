using System.Collections.Concurrent;

namespace Tauro.Load.Scenarios;

/// <summary>What scenarios are prepared on: a server, and what they made on it for each other.</summary>
public sealed record Bed(MlflowServer Server, LoadOptions Options, int Clients)
{
    private ConcurrentDictionary<string, Lazy<Task<object>>> Made { get; } = new();

    /// <summary>Makes something once for all scenarios of this bed.</summary>
    public async Task<T> Once<T>(string name, Func<Task<T>> make)
        where T : notnull =>
        (T)await Made.GetOrAdd(name, _ => new Lazy<Task<object>>(async () => await make())).Value;
}
