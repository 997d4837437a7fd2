using System.Text;

namespace Tauro.LocalHosting;

/// <summary>A Redis server; embedded it is Garnet, inside the AppHost.</summary>
public class RedisResource : ServerResource
{
    internal RedisResource(string name, int? port, ParameterResource? password)
        : base(name, userName: null, password, port)
    {
    }

    internal override string DefaultUserName => string.Empty;

    internal override Connection Parse(string connectionString) => RedisConnection.Parse(connectionString);

    internal override ServerPlan InContainer(ServerSite site, string engine) => Plan(
        site,
        ContainerPlan.Run(engine, this, site, new("docker.io/library/redis:8.6", 6379, "/data")
        {
            Environment = { ["REDIS_PASSWORD"] = site.Password },
            Arguments =
            [
                "sh", "-c", "redis-server --appendonly yes --appendfsync always --requirepass \"$REDIS_PASSWORD\"",
            ],
        }),
        $"container ({engine})");

    internal override ServerPlan? FromBinary(ServerSite site) =>
        Executable.Find("redis-server") is { } binary
            ? Plan(site, RedisBinary.Run(Name, binary, site), $"binary ({binary})")
            : null;

    internal override ServerPlan Embedded(ServerSite site) =>
        new("embedded (Garnet in the AppHost)", RedisConnection.At(site.Port, site.Password))
        {
            InProcess = () => EmbeddedGarnet.Start(site),
            Probe = Probe(site),
        };

    private static ServerPlan Plan(ServerSite site, ProcessPlan process, string how) =>
        new(how, RedisConnection.At(site.Port, site.Password)) { Processes = [process], Probe = Probe(site) };

    private static Func<CancellationToken, Task<bool>> Probe(ServerSite site)
    {
        // While a server loads its log it answers AUTH with +OK and PING with -LOADING.
        var greeting = Encoding.UTF8.GetBytes($"AUTH {site.Password}\r\nPING\r\n");
        var expected = "+OK\r\n+PONG\r\n"u8.ToArray();
        return cancellation => ServerProbe.AsksAsync(site.Port, greeting, expected, cancellation);
    }
}
