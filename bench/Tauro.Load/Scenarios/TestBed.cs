using System.Collections.Concurrent;

namespace Tauro.Load.Scenarios;

/// <summary>The server that scenarios use, and the test data on it that they share.</summary>
public sealed record TestBed(MlflowServer Server, LoadOptions Options, int Clients)
{
    private ConcurrentDictionary<string, Lazy<Task<object>>> Created { get; } = new();

    /// <summary>Creates test data once for all scenarios.</summary>
    public async Task<T> Once<T>(string name, Func<Task<T>> make)
        where T : notnull =>
        (T)await Created.GetOrAdd(name, _ => new Lazy<Task<object>>(async () => await make())).Value;
}
