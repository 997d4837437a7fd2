namespace Tauro.AppHost.Servers;

/// <summary>A private instance of a server's binary, with a connection string for the services.</summary>
internal sealed class ServerProcess(string name, string command, string folder)
    : ExecutableResource(name, command, folder), IResourceWithConnectionString
{
    public const string EndpointName = "tcp";

    public EndpointReference Endpoint => new(this, EndpointName);

    /// <summary>Creates the connection string from the endpoint, whose port is known only after the start.</summary>
    public required Func<EndpointReference, ReferenceExpression> Connection { get; init; }

    public ReferenceExpression ConnectionStringExpression => Connection(Endpoint);
}
