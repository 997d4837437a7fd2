using System.ComponentModel;

namespace Tauro.LocalHosting;

/// <summary>
/// Keeps one process running: starts it, waits for its health, and starts it again when it ends unasked,
/// unless it says that another start would end in the same way.
/// </summary>
internal sealed class SupervisedProcess(
    ProcessPlan plan, Func<CancellationToken, Task<bool>> probe, StatusRow row, EngineParts engine)
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProbeFirst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ProbeWhileUnhealthyMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeWhileHealthy = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly RestartDelay _restart =
        new(RestartDelay.MaxOf(engine.Configuration));
    private Task _run = Task.CompletedTask;
    private ChildProcess? _child;

    public Task Started => _started.Task;

    /// <summary>Ends when the process was healthy for the first time.</summary>
    public Task Ready => _ready.Task;

    public void Start() => _run = RunAsync();

    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_child is { } child)
        {
            row.Set(ResourceState.Stopping);
            await child.StopAsync().ConfigureAwait(false);
        }

        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (row.State != ResourceState.Failed)
        {
            row.Set(ResourceState.Exited);
        }
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var began = engine.Time.GetTimestamp();
            var (end, refusal) = await RunOnceAsync().ConfigureAwait(false);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            if (refusal is not null)
            {
                row.SetFailed(end, refusal);
                return;
            }

            var delay = _restart.After(engine.Time.GetElapsedTime(began));
            row.SetRestarting(end, delay);
            await Task.Delay(delay, engine.Time, _stopping.Token).ConfigureAwait(false);
        }
    }

    /// <returns>How it ended, and what it said when another start would end in the same way.</returns>
    private async Task<(string End, string? Refusal)> RunOnceAsync()
    {
        row.Set(ResourceState.Starting);
        try
        {
            _child = ChildProcess.Start(plan, line => engine.Log.Line(plan.Name, line), engine.Time);
        }
        catch (Win32Exception missing)
        {
            return ($"could not be started: {missing.Message}", null);
        }

        using var child = _child;
        engine.Watchdog.Guard(child.Identity);
        row.SetPid(child.Identity.Pid);
        _started.TrySetResult();

        // A stop that came between the check and the start has found no child to stop.
        if (_stopping.IsCancellationRequested)
        {
            await child.StopAsync().ConfigureAwait(false);
        }

        using var ended = new CancellationTokenSource();
        var watch = WatchHealthAsync(ended.Token);
        var code = await child.Exited.ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        engine.Watchdog.Release(child.Identity);
        row.SetPid(null);
        _child = null;
        return ($"exited with code {code}", plan.Refusals.Contains(code) ? child.LastError ?? "no reason given" : null);
    }

    private async Task WatchHealthAsync(CancellationToken ended)
    {
        var delay = ProbeFirst;
        while (true)
        {
            var healthy = await IsHealthyAsync(ended).ConfigureAwait(false);
            ended.ThrowIfCancellationRequested();
            if (healthy)
            {
                row.Set(ResourceState.Running);
                _ready.TrySetResult();
                delay = ProbeWhileHealthy;
            }
            else
            {
                row.SetUnhealthy();
                delay = delay * 1.25 < ProbeWhileUnhealthyMax ? delay * 1.25 : ProbeWhileUnhealthyMax;
            }

            await Task.Delay(delay, engine.Time, ended).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken ended)
    {
        using var patience = new CancellationTokenSource(ProbeTimeout, engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, patience.Token);
        try
        {
            return await probe(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            return false;
        }
    }
}
