namespace Tauro.LocalHosting;

/// <summary>
/// A RabbitMQ server. It has no embedded stand-in: without one no connection string is given, and the services carry
/// their events over Redis.
/// </summary>
public class RabbitMQServerResource : ServerResource
{
    internal RabbitMQServerResource(string name, ParameterResource? userName, ParameterResource? password, int? port)
        : base(name, userName, password, port)
    {
    }

    internal override string DefaultUserName => "guest";

    internal override Connection Parse(string connectionString) => RabbitMQConnection.Parse(connectionString);

    internal override ServerPlan InContainer(ServerSite site, string engine) => new(
        $"container ({engine})", RabbitMQConnection.At(site.Port, site.UserName, site.Password))
    {
        Processes =
        [
            ContainerPlan.Run(engine, this, site, new("docker.io/library/rabbitmq:4.3", 5672, "/var/lib/rabbitmq")
            {
                // The node's name is part of its data folder's, and the default one is the container's random id.
                Environment =
                {
                    ["RABBITMQ_DEFAULT_USER"] = site.UserName,
                    ["RABBITMQ_DEFAULT_PASS"] = site.Password,
                    ["RABBITMQ_NODENAME"] = $"{Name}@localhost",
                },
            }),
        ],
        Probe = Probe(site),
    };

    internal override ServerPlan? FromBinary(ServerSite site) =>
        RabbitMQBinary.Find() is { } binary
            ? new($"binary ({binary})", RabbitMQConnection.At(site.Port, site.UserName, site.Password))
            {
                Processes = RabbitMQBinary.Run(Name, binary, site),
                Probe = Probe(site),
            }
            : null;

    internal override ServerPlan Embedded(ServerSite site) => new("none: events go over redis (Garnet bridge)", null);

    /// <summary>
    /// The broker opens its listener last, and notes every greeting that nothing follows as a warning.
    /// </summary>
    private static Func<CancellationToken, Task<bool>> Probe(ServerSite site) =>
        cancellation => ServerProbe.AsksAsync(site.Port, default, default, cancellation);
}
