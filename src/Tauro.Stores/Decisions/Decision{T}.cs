using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>
/// What a write comes to, decided but not yet durable. A backend loads under a lock, decides, keeps the facts and the
/// events in one commit, and then answers with the value.
/// </summary>
/// <typeparam name="TFact">One step of the write, of the family that the backend keeps.</typeparam>
/// <typeparam name="T">What the caller gets.</typeparam>
/// <param name="Facts">What changes, in the order in which readers may see it; none when nothing changes.</param>
/// <param name="Events">In the order in which they go into the log.</param>
/// <param name="Value">What the caller gets.</param>
public sealed record Decision<TFact, T>(IReadOnlyList<TFact> Facts, IReadOnlyList<LifecycleEvent> Events, T Value)
{
    /// <summary>Nothing changes.</summary>
    public static Decision<TFact, T> Unchanged(T value) => new([], [], value);
}
