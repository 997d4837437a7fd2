using System.Net;
using System.Net.Sockets;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>Names the network of a client for limits: a host has a complete network of IPv6 addresses.</summary>
public static class ClientNetwork
{
    private const int NetworkBytes = 8;

    /// <param name="address">The address of the client; null in the in-memory server of tests.</param>
    public static string Get(IPAddress? address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => $"{address.MapToIPv4()}",
        { AddressFamily: AddressFamily.InterNetworkV6 } =>
            Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => $"{address}",
    };
}
