using System.Diagnostics;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Trail;
using Tauro.Stores.Access;
using Tauro.Stores.Local.State;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Engine;

/// <summary>A commit with a typed outcome.</summary>
internal sealed class PendingCommit<TState, T>(
    Func<TState, Change, StoreOutcome<T>> decide, CancellationToken cancel, long since, StoreActivity activity)
    : PendingCommit<TState>(since, activity)
    where TState : LocalState
{
    private readonly TaskCompletionSource<StoreOutcome<T>> done = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? traceparent = Activity.Current?.Id;
    private readonly TrailActor actor = CurrentActor.Value;
    private readonly WorkspaceName? workspace = CurrentWorkspace.Known;
    private StoreOutcome<T> outcome;

    public Task<StoreOutcome<T>> Done => done.Task;

    public override bool Decide(TState state, Change change)
    {
        if (cancel.IsCancellationRequested)
        {
            done.TrySetCanceled(cancel);
            return false;
        }

        (change.Traceparent, change.Actor) = (traceparent, actor);
        // Names are those of the workspace of the caller.
        CurrentWorkspace.Set(workspace);
        try
        {
            outcome = decide(state, change);
            if (outcome.IsOk) change.CompleteTrail();
        }
        catch (ChangeTooLargeException e)
        {
            outcome = StoreProblem.Invalid(ProblemCodes.LimitExceeded, e.Message);
        }

        if (!outcome.IsOk) change.Begin(state); // A problem discards what was written into the change before it.
        return true;
    }

    public override void Complete() => done.TrySetResult(outcome);

    public override void Fail(Exception e) => done.TrySetException(e);
}
