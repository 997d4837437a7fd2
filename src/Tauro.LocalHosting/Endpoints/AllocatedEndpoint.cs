namespace Tauro.LocalHosting;

/// <summary>Where an endpoint is reached.</summary>
public sealed class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    public string Address => address;

    public int Port => port;

    public string UriScheme => endpoint.UriScheme;

    /// <summary>Without a trailing slash, as service discovery wants it.</summary>
    public string UriString => $"{UriScheme}://{address}:{port}";

    public override string ToString() => UriString;
}
