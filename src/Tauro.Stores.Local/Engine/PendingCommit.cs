using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>A commit that is queued for the writing thread.</summary>
/// <param name="since">The timestamp at which it was queued.</param>
/// <param name="activity">The activity of the store at that time.</param>
internal abstract class PendingCommit<TState>(long since = 0, StoreActivity activity = StoreActivity.Idle)
{
    public long Since => since;

    public StoreActivity ActivityAtStart => activity;

    /// <summary>Whether it also runs while the store is unavailable; it then handles the failure itself.</summary>
    public virtual bool IsQueuedAction => false;

    /// <summary>
    /// Reads the state and writes the decision into the change, without changing the state. Returns false when the
    /// commit is cancelled or has no part in the batch.
    /// </summary>
    public abstract bool Decide(TState state, Change change);

    /// <summary>Reports success; called when everything that the decision depends on is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception e);
}
