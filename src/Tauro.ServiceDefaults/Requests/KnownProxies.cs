using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using IPNetwork = System.Net.IPNetwork;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>
/// Takes scheme, host and path prefix from the <c>X-Forwarded-…</c> headers of known proxies. On this machine every
/// proxy is known; others are listed in <c>TAURO_KNOWN_PROXIES</c>. For a service, the gateway is a proxy.
/// </summary>
internal static class KnownProxies
{
    private const string Variable = "TAURO_KNOWN_PROXIES";
    private const string For = "X-Forwarded-For";
    private const string Host = "X-Forwarded-Host";
    private const string Scheme = "X-Forwarded-Proto";
    private const string Prefix = "X-Forwarded-Prefix";

    /// <exception cref="SettingException">The list has an entry that is neither an address nor a network.</exception>
    public static void Check(IConfiguration configuration) => _ = Read(configuration[Variable] ?? "").Count();

    /// <inheritdoc cref="Check"/>
    public static void UseKnownProxies(this IApplicationBuilder app, IConfiguration configuration)
    {
        var options = new ForwardedHeadersOptions
        {
            // With the client's address, a chain of proxies can be followed up to the first unknown one.
            ForwardedHeaders = ForwardedHeaders.All,
            ForwardLimit = null,
        };
        IPNetwork[] networks = [.. Read(configuration[Variable] ?? "")];
        foreach (var network in networks) options.KnownIPNetworks.Add(network);
        app.UseWhen(context => IsForwarded(context, networks), forwarded =>
        {
            forwarded.Use((context, next) =>
            {
                var headers = context.Request.Headers;
                if (headers.ContainsKey(Host)) context.Features.Set(new ReceivedHost(context.Request.Host));
                return headers.ContainsKey(Prefix) && !TryTrimPrefix(headers)
                    ? Problem.Write(context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidPath,
                        $"The header {Prefix} is '{BadRequestDetail.Sanitize(headers[Prefix])}'; "
                        + $"send {PrefixSyntax.Description}.")
                    : next(context);
            });
            forwarded.UseForwardedHeaders(options);
        });
    }

    private static bool IsForwarded(HttpContext context, IPNetwork[] networks)
    {
        var headers = context.Request.Headers;
        return (headers.ContainsKey(For) || headers.ContainsKey(Host) || headers.ContainsKey(Scheme)
                || headers.ContainsKey(Prefix))
            && IsKnown(context.Connection.RemoteIpAddress, networks);
    }

    /// <param name="proxy">The address; null in the in-memory server of tests.</param>
    /// <param name="networks">The networks of the known proxies.</param>
    private static bool IsKnown(IPAddress? proxy, IPNetwork[] networks)
    {
        if (proxy is null || IPAddress.IsLoopback(proxy)) return true;
        var address = proxy.IsIPv4MappedToIPv6 ? proxy.MapToIPv4() : proxy;
        return networks.Any(network => network.Contains(address));
    }

    /// <summary>Removes the slash that some proxies send at the end; false for a prefix that is not a path.</summary>
    private static bool TryTrimPrefix(IHeaderDictionary headers)
    {
        var prefixes = headers[Prefix].ToString().Split(',').Select(prefix => prefix.Trim().TrimEnd('/')).ToList();
        if (prefixes.Any(prefix => prefix.Length > 0 && !PrefixSyntax.IsMatch(prefix))) return false;
        if (prefixes.All(prefix => prefix.Length == 0)) headers.Remove(Prefix);
        else headers[Prefix] = string.Join(", ", prefixes);
        return true;
    }

    private static IEnumerable<IPNetwork> Read(string list) => list
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(entry =>
            IPAddress.TryParse(entry, out var address)
                ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : IPNetwork.TryParse(entry, out var network) ? network
            : throw new SettingException(
                Variable, list, $"'{entry}' is not an address: list addresses, or networks such as 10.0.0.0/8, "
                + "separated by commas."));
}
