namespace Tauro.Registry.Api.Webhooks;

/// <summary>Notifies the delivery that webhooks were created, changed or deleted.</summary>
internal sealed class WebhookChanges
{
    private TaskCompletionSource next = New();

    /// <summary>Completes with the next change. Get it before listing the webhooks, to miss no change.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Notify() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
