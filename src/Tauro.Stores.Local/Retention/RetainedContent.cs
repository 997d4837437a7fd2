using Tauro.Contracts.Retention;
using Tauro.Stores.Local.State;
using Tauro.Stores.Models;
using Tauro.Stores.Retention;

namespace Tauro.Stores.Local.Retention;

/// <summary>What the retention of a service is about: runs and experiments, or models.</summary>
internal abstract class RetainedContent<TState> where TState : LocalState
{
    /// <summary>True for runs and experiments, false for models.</summary>
    public abstract bool IsRuns { get; }

    /// <summary>Returns the stages of models; null for runs.</summary>
    public virtual ModelStages? StagesOf(TState state) => null;

    /// <summary>Returns the hold that would be set, without its reason, or the problem that it can't.</summary>
    public abstract StoreOutcome<Hold> GetSubject(TState state, HoldTarget target);

    /// <summary>Returns a hold with the name that its model has now.</summary>
    public virtual Hold Complete(TState state, Hold hold) => hold;

    /// <summary>
    /// Selects what the policies let go, and of that what is protected. It is enumerated while items are removed.
    /// </summary>
    /// <param name="state">The state, which may change during the enumeration.</param>
    /// <param name="policies">All policies.</param>
    /// <param name="now">Unix milliseconds.</param>
    public abstract IEnumerable<RetainedItem> Select(
        TState state, IReadOnlyList<RetentionPolicy> policies, long now);

    /// <summary>Returns those of all policies that apply to an item now and have rules about its action.</summary>
    public abstract IReadOnlyList<RetentionPolicy> GetPolicies(TState state, RetentionItem item);

    /// <summary>
    /// Writes the deletion of an item into a change, unless the policies do not let it go any more or it is protected.
    /// Returns whether it did.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="change">The change.</param>
    /// <param name="item">The item.</param>
    /// <param name="policies">The policies that apply to it now.</param>
    /// <param name="now">When the job began, in Unix milliseconds.</param>
    public abstract StoreOutcome<bool> Delete(
        TState state, Change change, RetainedItem item, IReadOnlyList<RetentionPolicy> policies, long now);

    /// <summary>Whether the policies still let a deleted item go, and it is not protected.</summary>
    public virtual bool CanPurge(
        TState state, RetentionItem item, IReadOnlyList<RetentionPolicy> policies, long now) => false;

    /// <summary>Whether the purge of an item has begun or is complete.</summary>
    public virtual bool HasBegun(TState state, RetentionItem item) => true;

    /// <summary>
    /// Purges an item completely. Returns how many documents and artifacts that removed: none if it was gone already.
    /// </summary>
    public virtual Task<StoreOutcome<long>> PurgeCompletely(RetentionItem item) =>
        Task.FromResult(StoreOutcome<long>.Ok(0));
}
