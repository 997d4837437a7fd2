namespace Tauro.LocalHosting;

/// <summary>
/// A PostgreSQL server: configured or in a container. It has no embedded default, and is only needed when chosen.
/// </summary>
public class PostgresServerResource : ServerResource
{
    internal PostgresServerResource(string name, ParameterResource? userName, ParameterResource? password, int? port)
        : base(name, userName, password, port)
    {
    }

    internal override string DefaultUserName => "postgres";

    internal List<string> DatabaseNames { get; } = [];

    internal override Connection Parse(string connectionString) => PostgresConnection.Parse(connectionString);

    internal override ServerPlan InContainer(ServerSite site, string engine) => new(
        $"container ({engine})", PostgresConnection.At(site.Port, site.UserName, site.Password))
    {
        Processes = [ContainerPlan.Run(engine, this, site, Image(site))],
        Probe = Probe(site),
    };

    internal override ServerPlan? FromBinary(ServerSite site) => null;

    internal override ServerPlan? Embedded(ServerSite site) => null;

    private ContainerImage Image(ServerSite site)
    {
        var image = new ContainerImage("docker.io/library/postgres:18.3", 5432, "/var/lib/postgresql")
        {
            Environment = { ["POSTGRES_USER"] = site.UserName, ["POSTGRES_PASSWORD"] = site.Password },
        };

        switch (DatabaseNames)
        {
            case []:
                break;
            case [var only]:
                image.Environment["POSTGRES_DB"] = only;
                break;
            default:
                throw new DistributedApplicationException(
                    $"The container of '{Name}' makes one database, and {DatabaseNames.Count} were added. "
                    + "Configure their connection strings.");
        }

        return image;
    }

    private static Func<CancellationToken, Task<bool>> Probe(ServerSite site)
    {
        // SSLRequest; a server that takes connections answers with one byte, N where it has no certificate.
        byte[] request = [0, 0, 0, 8, 4, 210, 22, 47];
        var plain = "N"u8.ToArray();
        return cancellation => ServerProbe.AsksAsync(site.Port, request, plain, cancellation);
    }
}
