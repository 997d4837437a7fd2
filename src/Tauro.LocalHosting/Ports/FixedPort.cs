using System.Net;
using Microsoft.Extensions.Configuration;

namespace Tauro.LocalHosting;

/// <summary>A port that the program asks for by number, and the sentence when somebody else has it.</summary>
internal static class FixedPort
{
    public static void Require(int port, string resource, IConfiguration configuration)
    {
        var known = port is > IPEndPoint.MinPort and <= IPEndPoint.MaxPort;
        if (known && PortAllotment.IsFree(port))
        {
            return;
        }

        var variable = configuration.AsEnumerable()
            .FirstOrDefault(s => s.Value == $"{port}" && s.Key.EndsWith("_PORT", StringComparison.OrdinalIgnoreCase))
            .Key;
        if (!known)
        {
            throw new DistributedApplicationException(
                $"{port}, which '{resource}' is to listen on, is no port; "
                + $"{(variable is null ? "give" : $"set {variable} to")} one from 1 to {IPEndPoint.MaxPort}.");
        }

        var holder = PortHolder.Find(port) is { } found ? $" by {found}" : string.Empty;
        var remedy = variable is null ? "Free it." : $"Free it, or set {variable} to another port.";
        throw new DistributedApplicationException(
            $"Port {port}, which '{resource}' is to listen on, is already taken{holder}. {remedy}");
    }
}
