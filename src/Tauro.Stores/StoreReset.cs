namespace Tauro.Stores;

/// <summary>
/// Empties a service's store, for test suites that need a clean server: what is left is what a new store has. Its
/// events stay, and their numbers go on, so that whoever follows them misses nothing. A crash half way leaves a store
/// that is whole and can be emptied again. A backend that can be emptied registers one.
/// </summary>
public sealed class StoreReset(Func<CancellationToken, Task> run)
{
    /// <summary>Completes when the store is empty, durably.</summary>
    public Task Run(CancellationToken cancel = default) => run(cancel);
}
