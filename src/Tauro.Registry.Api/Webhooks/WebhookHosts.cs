using System.Net;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>Checks the host of a webhook, when the webhook is created and again with every connection.</summary>
internal static class WebhookHosts
{
    /// <summary>Resolves the addresses of a host, all of which may be connected to.</summary>
    /// <exception cref="WebhookTargetException">One of the addresses is not public.</exception>
    public static async Task<IPAddress[]> Resolve(string host, bool allowPrivate, CancellationToken cancel)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancel);
        if (!allowPrivate && addresses.FirstOrDefault(address => !PublicAddresses.Contains(address)) is { } nonPublic)
            throw new WebhookTargetException(
                $"Webhook URL must not resolve to a non-public IP address. '{host}' resolves to {nonPublic}.");
        return addresses;
    }
}
