using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>A commit on its way to the writing thread.</summary>
/// <param name="since">When it was handed over.</param>
/// <param name="beside">What went on then.</param>
internal abstract class PendingCommit<TState>(long since = 0, StoreActivity beside = StoreActivity.Idle)
{
    public long Since => since;

    public StoreActivity Beside => beside;

    /// <summary>Whether it also comes to its turn while the store does not work, and sees to that itself.</summary>
    public virtual bool IsInterlude => false;

    /// <summary>
    /// Looks at the state and writes into the change what is to happen; changes nothing itself.
    /// False when the caller has given up.
    /// </summary>
    public abstract bool Decide(TState state, Change change);

    /// <summary>All that the decision rests on is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception e);
}
