using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Tauro.ServiceDefaults.Requests;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Security;

/// <summary>
/// The host names that requests may use. A page of another site can resolve its own name to our address and then read
/// our responses (DNS rebinding), but it can't make the browser send <c>localhost</c>, a private address, or a
/// configured name as the host. The process's own name is a host too, as the other processes send it; but a network may
/// resolve names without a dot, so it does not make a page one of ours.
/// </summary>
internal sealed class KnownHosts(IConfiguration configuration, ProcessIdentity process)
{
    private const string Variable = "TAURO_ALLOWED_HOSTS";
    private const string AnyHost = "*";
    private const string Gateway = "gateway";

    private readonly HashSet<string> allowed =
        new(["localhost", .. ReadNames(configuration[Variable] ?? "")], StringComparer.OrdinalIgnoreCase);

    // Nearly all requests have the same host.
    private volatile string? accepted;

    /// <exception cref="SettingException">The list has an entry that is not a host name.</exception>
    public static void Check(IConfiguration configuration) => _ = ReadNames(configuration[Variable] ?? "").Count();

    /// <summary>
    /// Whether a request has a host that it may use. A proxy may forward a host that a page chose, so the gateway
    /// checks it as well as the one that was sent. A service relies on the gateway, which may have more names.
    /// </summary>
    public bool HasHost(HttpContext context) =>
        context.Features.Get<ReceivedHost>() is { } received
            ? IsHost(received.Host) && (process.Name != Gateway || IsHost(context.Request.Host))
            : IsHost(context.Request.Host);

    /// <summary>Whether a request may use this host name, with or without a port.</summary>
    public bool IsHost(HostString host)
    {
        var value = host.Value;
        if (value is not null && string.Equals(value, accepted, StringComparison.Ordinal)) return true;
        if (!Authority.TryParse(value, out var authority) || !IsHost(authority.Name)) return false;
        accepted = value;
        return true;
    }

    /// <summary>
    /// Whether a page of this origin may change data: one of our own, or of a program on this machine. That every host
    /// is allowed does not allow every origin.
    /// </summary>
    public bool IsOrigin(string origin, HostString host) => IsOrigin(origin) || IsSame(origin, host);

    /// <summary>Whether a page of this origin is at this host and port.</summary>
    public static bool IsSame(string origin, HostString host) =>
        TryParseOrigin(origin, out var page, out var portDefault) && Authority.TryParse(host.Value, out var own)
        && page.Name.Equals(own.Name, StringComparison.OrdinalIgnoreCase)
        // Behind a proxy that ends TLS, only the origin has the scheme that the browser used.
        && (page.Port ?? portDefault) == (own.Port ?? portDefault);

    /// <summary>Whether a page of this origin may change data, whatever the host of the request.</summary>
    public bool IsOrigin(string origin) =>
        TryParseOrigin(origin, out var page, out _)
        && (allowed.Contains(page.Name)
            || ParseAddress(page.Name) is { } address && IPAddress.IsLoopback(address)
            || IsBelowAllowed(page.Name));

    private bool IsHost(string name) =>
        allowed.Contains(name) || allowed.Contains(AnyHost) || IsPrivate(name)
        || name.Equals(process.Name, StringComparison.OrdinalIgnoreCase) || IsBelowAllowed(name);

    /// <summary>Whether the list has <c>*.example.com</c> for a name such as <c>a.b.example.com</c>.</summary>
    private bool IsBelowAllowed(string name)
    {
        for (var dot = name.IndexOf('.'); dot > 0; dot = name.IndexOf('.', dot + 1))
            if (allowed.Contains(AnyHost + name[dot..])) return true;
        return false;
    }

    private static bool IsPrivate(string name)
    {
        if (ParseAddress(name) is not { } address) return false;
        // A browser on this machine may be given the address that a server listens on: 0.0.0.0 or [::].
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        Span<byte> bytes = stackalloc byte[4];
        // The last two are link-local, and the pods of some clouds.
        return address.TryWriteBytes(bytes, out _)
            && bytes is [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..]
                or [169, 254, ..] or [100, >= 64 and <= 127, ..];
    }

    private static IPAddress? ParseAddress(string name) =>
        !IPAddress.TryParse(name.AsSpan().Trim("[]"), out var address) ? null
            : address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : address;

    private static bool TryParseOrigin(string origin, out Authority page, out int portDefault)
    {
        portDefault = origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? 443 : 80;
        page = default;
        var end = origin.IndexOf("://", StringComparison.Ordinal);
        return end > 0 && Authority.TryParse(origin[(end + 3)..], out page);
    }

    private static IEnumerable<string> ReadNames(string list)
    {
        var names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.FirstOrDefault(name => !IsName(name)) is { } invalid
            ? throw new SettingException(
                Variable, list,
                $"'{invalid}' is not a host name: list names without scheme, port or path, separated by commas. "
                + "'*.example.com' allows all names below example.com, and '*' allows all.")
            : names.Select(name => name.Contains(':') && name[0] != '[' ? $"[{name}]" : name.TrimEnd('.'));
    }

    private static bool IsName(string name) =>
        name == AnyHost
        || Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name)
            != UriHostNameType.Unknown;
}
