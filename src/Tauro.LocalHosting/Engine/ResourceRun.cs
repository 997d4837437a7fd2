namespace Tauro.LocalHosting;

/// <summary>A resource that the engine runs.</summary>
internal abstract class ResourceRun(IResource resource)
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IResource Resource => resource;

    /// <summary>Ends when its processes run, whatever their health.</summary>
    public Task Started => _started.Task;

    /// <summary>Ends when all its processes have been healthy.</summary>
    public Task Ready => _ready.Task;

    /// <param name="begin">Called when nothing is waited for any more; the order of these calls is the order of
    /// starts.</param>
    public async Task StartAsync(
        IReadOnlyDictionary<IResource, ResourceRun> others, Action<ResourceRun> begin, CancellationToken cancellation)
    {
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            // A resource that the engine does not run, such as a configured connection string, has nothing to wait for.
            if (others.TryGetValue(wait.Resource, out var other))
            {
                SetWaiting();
                var condition = wait.WaitType == WaitType.WaitUntilStarted ? other.Started : other.Ready;
                await condition.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }

        begin(this);
        await StartAsync(cancellation).ConfigureAwait(false);
    }

    public abstract Task StopAsync();

    protected abstract void SetWaiting();

    protected abstract Task StartAsync(CancellationToken cancellation);

    /// <summary>Tells the ones that wait, once the processes say so.</summary>
    protected async Task FollowAsync(IReadOnlyList<SupervisedProcess> processes, CancellationToken cancellation)
    {
        await Task.WhenAll(processes.Select(p => p.Started)).WaitAsync(cancellation).ConfigureAwait(false);
        _started.TrySetResult();
        await Task.WhenAll(processes.Select(p => p.Ready)).WaitAsync(cancellation).ConfigureAwait(false);
        _ready.TrySetResult();
    }
}
