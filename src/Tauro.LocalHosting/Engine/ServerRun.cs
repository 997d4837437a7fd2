namespace Tauro.LocalHosting;

/// <summary>A server resource, as it was resolved.</summary>
internal sealed class ServerRun : ResourceRun
{
    private readonly ServerPlan _plan;
    private readonly EngineParts _engine;
    private readonly StatusRow _row;
    private readonly List<SupervisedProcess> _processes = [];
    private IDisposable? _inProcess;

    public ServerRun(ServerResource server, ServerPlan plan, EngineParts engine)
        : base(server)
    {
        _plan = plan;
        _engine = engine;
        _row = engine.Board.Add(server.Name, plan.How, plan.Connection?.Where ?? "-");
    }

    public override async Task StopAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            await process.StopAsync().ConfigureAwait(false);
        }

        _inProcess?.Dispose();
        _row.Set(ResourceState.Exited);
    }

    protected override void SetWaiting() => _row.Set(ResourceState.Waiting);

    protected override async Task StartAsync(CancellationToken cancellation)
    {
        // Off the engine's thread: an embedded server reads its log back before it returns.
        _inProcess = _plan.InProcess is { } start ? await Task.Run(start, cancellation).ConfigureAwait(false) : null;
        if (_inProcess is not null)
        {
            _row.SetPid(Environment.ProcessId);
        }

        for (var i = 0; i < _plan.Processes.Count; i++)
        {
            // Only the last is the server; the ones before it serve it, and have no line of their own.
            var last = i == _plan.Processes.Count - 1;
            var row = last ? _row : new StatusRow($"{Resource.Name}-port-mapper", _plan.How, "-", _engine.Board);
            Func<CancellationToken, Task<bool>> probe = last ? _plan.Probe : _ => Task.FromResult(true);
            var process = new SupervisedProcess(_plan.Processes[i], probe, row, _engine);
            _processes.Add(process);
            process.Start();
            await process.Started.WaitAsync(cancellation).ConfigureAwait(false);
        }

        await FollowAsync(_processes, cancellation).ConfigureAwait(false);
        if (_processes.Count == 0)
        {
            _row.Set(ResourceState.Running);
        }
    }
}
