namespace Tauro.Stores;

/// <summary>
/// Empties a service's store, for test suites that need a clean server: it then contains what a new store contains. Its
/// events stay and their sequence continues, so that followers miss nothing. A crash halfway leaves a consistent store
/// that can be emptied again. A backend that can be emptied registers one.
/// </summary>
public sealed class StoreReset(Func<CancellationToken, Task> run)
{
    /// <summary>Completes when the store is empty, durably.</summary>
    public Task Run(CancellationToken cancel = default) => run(cancel);
}
