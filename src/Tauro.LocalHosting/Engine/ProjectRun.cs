namespace Tauro.LocalHosting;

/// <summary>A project: its replicas, and the proxies in front of them where they share a port.</summary>
internal sealed class ProjectRun : ResourceRun
{
    private readonly ProjectResource _project;
    private readonly EngineParts _engine;
    private readonly ProjectPorts _ports;
    private readonly List<StatusRow> _rows = [];
    private readonly List<SupervisedProcess> _replicas = [];
    private readonly List<ReplicaProxy> _proxies = [];

    public ProjectRun(ProjectResource project, ProjectPorts ports, EngineParts engine)
        : base(project)
    {
        _project = project;
        _engine = engine;
        _ports = ports;
        var url = project.Annotations.OfType<EndpointAnnotation>()
            .OrderByDescending(e => e.IsExternal).FirstOrDefault()?.AllocatedEndpoint?.UriString ?? "-";
        for (var replica = 0; replica < ports.Replicas; replica++)
        {
            var name = ports.Replicas == 1 ? project.Name : $"{project.Name} {replica + 1}/{ports.Replicas}";
            _rows.Add(engine.Board.Add(name, "project", url));
        }
    }

    public override async Task StopAsync()
    {
        await Task.WhenAll(_replicas.Select(r => r.StopAsync())).ConfigureAwait(false);
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync().ConfigureAwait(false);
        }
    }

    protected override void SetWaiting() => _rows.ForEach(r => r.Set(ResourceState.Waiting));

    protected override async Task StartAsync(CancellationToken cancellation)
    {
        _proxies.AddRange(_ports.Proxied.Select(e => new ReplicaProxy(e.Port, e.Targets)));
        for (var replica = 0; replica < _ports.Replicas; replica++)
        {
            var environment = await ProjectEnvironment.BuildAsync(_project, _ports, replica, _engine, cancellation)
                .ConfigureAwait(false);
            var plan = ProjectProcess.Plan(_project, environment);
            var process = new SupervisedProcess(
                plan, HealthProbe.For(_project, _ports, replica), _rows[replica], _engine);
            _replicas.Add(process);
            process.Start();
        }

        await FollowAsync(_replicas, cancellation).ConfigureAwait(false);
    }
}
