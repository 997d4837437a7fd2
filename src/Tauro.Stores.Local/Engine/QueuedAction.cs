using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>An action that the writing thread runs between two batches.</summary>
internal sealed class QueuedAction<TState, T>(Func<T> action) : PendingCommit<TState>
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => done.Task;

    public override bool IsQueuedAction => true;

    public override bool Decide(TState state, Change change)
    {
        done.TrySetResult(action());
        return false;
    }

    public override void Complete()
    {
    }

    public override void Fail(Exception e) => done.TrySetException(e);
}
