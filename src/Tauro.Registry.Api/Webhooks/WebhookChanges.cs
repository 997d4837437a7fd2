namespace Tauro.Registry.Api.Webhooks;

/// <summary>Tells the delivery that webhooks were created, changed or deleted.</summary>
internal sealed class WebhookChanges
{
    private TaskCompletionSource next = New();

    /// <summary>Completes with the next change. Taken before the look at what there is, it misses none.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Tell() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
