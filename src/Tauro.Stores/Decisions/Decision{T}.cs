using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>
/// The result of deciding a write, not yet durable. A backend loads under a lock, decides, stores the facts and the
/// events in one commit, and then returns the value.
/// </summary>
/// <typeparam name="TFact">The family of facts that the backend stores.</typeparam>
/// <typeparam name="T">The result for the caller.</typeparam>
/// <param name="Facts">The changes, in the order in which readers may see them; empty when nothing changes.</param>
/// <param name="Events">In the order in which they go into the log.</param>
/// <param name="Value">The result for the caller.</param>
public sealed record Decision<TFact, T>(IReadOnlyList<TFact> Facts, IReadOnlyList<LifecycleEvent> Events, T Value)
{
    /// <summary>
    /// The problem that the caller gets instead of the value, when the facts and events are stored; null for none.
    /// </summary>
    public StoreProblem? Refusal { get; private init; }

    /// <summary>The warning that the caller gets with the value; null for none.</summary>
    public StoreWarning? Warning { get; init; }

    /// <summary>Creates a decision that refuses, and reports that in events.</summary>
    public static Decision<TFact, T> Refused(IReadOnlyList<LifecycleEvent> events, StoreProblem refusal) =>
        new([], events, default!) { Refusal = refusal };

    /// <summary>Creates a decision with one fact and no event.</summary>
    public static Decision<TFact, T> From(TFact fact, T value) => new([fact], [], value);

    /// <summary>Creates a decision that changes nothing.</summary>
    public static Decision<TFact, T> Unchanged(T value) => new([], [], value);
}
