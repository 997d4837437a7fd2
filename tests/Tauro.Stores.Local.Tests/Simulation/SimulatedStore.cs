using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>A store in a simulation: random operations, and the expected content.</summary>
internal abstract class SimulatedStore<TModel> : IAsyncDisposable
    where TModel : ReferenceModel<TModel>
{
    /// <summary>The acknowledged content.</summary>
    public abstract TModel Model { get; }

    /// <summary>The effects of operations that failed because of the disk.</summary>
    public abstract IReadOnlyList<Action<TModel>> Refused { get; }

    /// <summary>Gets the acknowledged content and the operations under way.</summary>
    public abstract (TModel Model, IReadOnlyList<Action<TModel>> UnderWay) Expectation();

    /// <summary>Reads the content of the store, as the lines of its model.</summary>
    public abstract Task<SortedSet<string>> Facts();

    /// <summary>Runs a random operation that the model allows. All arguments are drawn before it starts.</summary>
    public abstract Task Step(Random random);

    /// <summary>Makes the store check whether its disk works again.</summary>
    /// <returns>The reason why the store is not ready; null when it is.</returns>
    public abstract Task<string?> Probe();

    /// <summary>Completes an operation of many commits that failed halfway. The disk works again.</summary>
    public virtual Task Finish() => Task.CompletedTask;

    /// <summary>Requires that the disk has no orphaned files.</summary>
    public abstract void RequireNoOrphans(SimulatedDisk disk, string name);

    public abstract ValueTask DisposeAsync();
}
