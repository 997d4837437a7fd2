using Tauro.Contracts.Events;

namespace Tauro.Stores.Local.Models;

/// <summary>
/// What a write comes to, decided but not yet durable: committed as one, then answered with the value.
/// </summary>
/// <param name="Facts">None when nothing changes.</param>
/// <param name="Events">In the order in which they go into the log.</param>
/// <param name="Value">What the caller gets.</param>
internal sealed record ModelStep<T>(
    IReadOnlyList<ModelFact> Facts, IReadOnlyList<LifecycleEvent> Events, T Value)
{
    public static ModelStep<T> Unchanged(T value) => new([], [], value);
}
