using System.Globalization;
using System.Net;

namespace Tauro.AppHost;

/// <summary>Where the gateway listens, as the user names it.</summary>
internal static class GatewayPort
{
    public const string Variable = "TAURO_GATEWAY_PORT";

    public static bool TryParse(string? text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is > IPEndPoint.MinPort and <= IPEndPoint.MaxPort;

    public static string Refusal(string? text) =>
        $"{Variable} is '{text}'. Set it to a port from 1 to {IPEndPoint.MaxPort}, or leave it out for 5080.";
}
