using System.Buffers;
using System.Globalization;

namespace Tauro.ServiceDefaults.Security;

/// <summary>A host name or address, and a port, as in a URL or in the header <c>Host</c>.</summary>
/// <param name="Name">Without the dot at the end of a fully qualified name; an IPv6 address is in brackets.</param>
/// <param name="Port">Null when there is none.</param>
internal readonly record struct Authority(string Name, int? Port)
{
    private const int PortDigitsMax = 5;

    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private static readonly SearchValues<char> AddressChars = SearchValues.Create("0123456789ABCDEFabcdef:.");

    /// <summary>
    /// HostString and IPAddress are not used, because they ignore what follows the bracket in <c>[::1].evil.test</c>.
    /// </summary>
    public static bool TryParse(string? value, out Authority authority)
    {
        authority = default;
        if (string.IsNullOrEmpty(value)) return false;
        var isAddress = value[0] == '[';
        var colon = value.IndexOf(':');
        var end = isAddress ? value.IndexOf(']') + 1 : colon < 0 ? value.Length : colon;
        var name = value.AsSpan(0, end);
        if (isAddress ? name.Length < 3 || name[1..^1].ContainsAnyExcept(AddressChars)
            : name.IsEmpty || name.ContainsAnyExcept(NameChars)) return false;

        var port = value.AsSpan(end);
        if (!port.IsEmpty && port[0] != ':') return false;
        var digits = port.TrimStart(':');
        if (port.Length - digits.Length > 1 || digits.Length > PortDigitsMax
            || digits.ContainsAnyExceptInRange('0', '9')) return false;
        if (name[^1] == '.') name = name[..^1];
        authority = new(
            name.ToString(), digits.IsEmpty ? null : int.Parse(digits, CultureInfo.InvariantCulture));
        return true;
    }
}
