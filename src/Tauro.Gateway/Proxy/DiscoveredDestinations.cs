using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Tauro.Gateway.Proxy;

/// <summary>Resolves <c>http://tracking</c> to addresses by service discovery, and follows changes.</summary>
internal sealed class DiscoveredDestinations(ServiceEndpointResolver discovery) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DestinationConfig>();
        var changes = new List<IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var source = await discovery.GetEndpointsAsync(destination.Address, cancellationToken);
            changes.Add(source.ChangeToken);
            foreach (var endpoint in source.Endpoints)
            {
                var address = endpoint.ToString()!;
                if (!address.Contains("://", StringComparison.Ordinal)) address = "http://" + address;
                found[$"{name} at {address}"] = destination with
                {
                    Address = address,
                    // A service knows its own name. A certificate has the name of the machine.
                    Host = address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? null : name,
                };
            }
        }

        return new ResolvedDestinationCollection(found, new CompositeChangeToken(changes));
    }
}
