namespace Tauro.Stores.Local.Engine;

/// <summary>
/// What a reader waits at when it has seen changes that are not durable yet: it opens when their batch is synced.
/// </summary>
internal sealed class BatchGate
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool hasChanges;

    /// <summary>Set before the first change of the batch reaches the state.</summary>
    public bool HasChanges => hasChanges;

    public Task Done => done.Task;

    public void Mark() => hasChanges = true;

    public void Open() => done.TrySetResult();

    public void Fail(Exception e)
    {
        if (done.TrySetException(e)) _ = done.Task.Exception; // Nobody may be waiting.
    }
}
