namespace Tauro.Stores.Local.Engine;

/// <summary>
/// A gate for readers that have seen changes which are not durable yet. It opens when the batch of these changes is
/// synced.
/// </summary>
internal sealed class BatchGate
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool hasChanges;

    /// <summary>Whether the batch changes the state; set before its first change is applied.</summary>
    public bool HasChanges => hasChanges;

    public Task Done => done.Task;

    public void Mark() => hasChanges = true;

    public void Open() => done.TrySetResult();

    public void Fail(Exception e)
    {
        if (done.TrySetException(e)) _ = done.Task.Exception; // Observed, since there may be no reader.
    }
}
