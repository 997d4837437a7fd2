using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>A store as a simulation sees it: something to do at random, and what ought to have come of it.</summary>
internal abstract class SimulatedStore<TModel> : IAsyncDisposable
    where TModel : ReferenceModel<TModel>
{
    /// <summary>What was acknowledged.</summary>
    public abstract TModel Model { get; }

    /// <summary>Effects of what was refused because the disk failed.</summary>
    public abstract IReadOnlyList<Action<TModel>> Refused { get; }

    /// <summary>What was acknowledged, and what is under way beside it.</summary>
    public abstract (TModel Model, IReadOnlyList<Action<TModel>> UnderWay) Expectation();

    /// <summary>All that the store holds, in the lines of its model.</summary>
    public abstract Task<SortedSet<string>> Facts();

    /// <summary>One thing that is allowed as the model stands; arguments are drawn before anything begins.</summary>
    public abstract Task Step(Random random);

    /// <summary>Tells the store to look whether its disk works again.</summary>
    /// <returns>Why it does not; null when it does.</returns>
    public abstract Task<string?> Probe();

    /// <summary>Brings to its end what is many commits and was refused half way; the disk works again.</summary>
    public virtual Task Finish() => Task.CompletedTask;

    /// <summary>Nothing lies on the disk that nobody names.</summary>
    public abstract void RequireTidy(SimulatedDisk disk, string name);

    public abstract ValueTask DisposeAsync();
}
