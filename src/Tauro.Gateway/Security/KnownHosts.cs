using System.Net;
using System.Net.Sockets;
using Tauro.Stores;

namespace Tauro.Gateway.Security;

/// <summary>
/// The host names that requests may use. A page of another site can resolve its own name to our address and then read
/// our responses (DNS rebinding), but it can't make the browser send <c>localhost</c> or an IP address as the host.
/// </summary>
internal sealed class KnownHosts(IConfiguration configuration)
{
    private const string Variable = "TAURO_ALLOWED_HOSTS";

    private readonly HashSet<string> allowed =
        new(Names(configuration[Variable] ?? ""), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request may use this host name.</summary>
    public bool IsHost(HostString host) => host.HasValue && (IsOwn(host.Host) || IsPrivate(host.Host));

    /// <summary>
    /// Whether a page of this origin may change data: one of our own, or of a program on this machine.
    /// </summary>
    public bool IsOrigin(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && (IsOwn(page.Host)
            || IPAddress.TryParse(page.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)
            || page.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase));

    private bool IsOwn(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || allowed.Contains(name);

    private static IEnumerable<string> Names(string list)
    {
        var names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.FirstOrDefault(name => Uri.CheckHostName(name) == UriHostNameType.Unknown) is { } invalid
            ? throw new SettingException(
                Variable, list,
                $"'{invalid}' is not a host name: list names without scheme, port or path, separated by commas.")
            : names;
    }

    private static bool IsPrivate(string host)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address)) return false;
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        Span<byte> bytes = stackalloc byte[4];
        return address.TryWriteBytes(bytes, out _)
            && bytes is [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..];
    }
}
