namespace Tauro.LocalHosting;

/// <summary>
/// The public port of each endpoint and the port that each replica listens on. A single replica listens on the public
/// port itself: it cannot tell, and a hop is saved. Several replicas get ports of their own behind a proxy.
/// </summary>
internal sealed class ProjectPorts
{
    private readonly Dictionary<EndpointAnnotation, IReadOnlyList<int>> _targets = [];

    private ProjectPorts(int replicas) => Replicas = replicas;

    public int Replicas { get; }

    public IEnumerable<(int Port, IReadOnlyList<int> Targets)> Proxied => _targets
        .Where(t => t.Value.Count > 1 || t.Value[0] != t.Key.AllocatedEndpoint!.Port)
        .Select(t => (t.Key.AllocatedEndpoint!.Port, t.Value));

    public static ProjectPorts Allot(ProjectResource project, EngineParts engine)
    {
        var ports = new ProjectPorts(project.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1);
        foreach (var endpoint in project.Annotations.OfType<EndpointAnnotation>())
        {
            if (ports.Replicas > 1 && (endpoint.TargetPort is not null || !endpoint.IsProxied))
            {
                throw new DistributedApplicationException(
                    $"Resource '{project.Name}' has {ports.Replicas} replicas, so its endpoint '{endpoint.Name}' can "
                    + "neither have a target port nor be without a proxy.");
            }

            foreach (var wanted in new[] { endpoint.Port, endpoint.TargetPort }.OfType<int>().Distinct())
            {
                FixedPort.Require(wanted, project.Name, engine.Configuration);
            }

            var port = endpoint.Port ?? endpoint.TargetPort ?? engine.Ports.Next();
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port);
            ports._targets[endpoint] = ports.Replicas == 1
                ? [endpoint.TargetPort ?? port]
                : [.. Enumerable.Range(0, ports.Replicas).Select(_ => engine.Ports.Next())];
        }

        return ports;
    }

    public int Target(EndpointAnnotation endpoint, int replica) => _targets[endpoint][replica];
}
