using Microsoft.Extensions.Configuration;

namespace Tauro.LocalHosting;

/// <summary>A port that the program asks for by number, and the sentence when somebody else has it.</summary>
internal static class FixedPort
{
    public static void Require(int port, string resource, IConfiguration configuration)
    {
        if (PortAllotment.IsFree(port))
        {
            return;
        }

        var holder = PortHolder.Find(port) is { } found ? $" by {found}" : string.Empty;
        var variable = configuration.AsEnumerable()
            .FirstOrDefault(s => s.Value == $"{port}" && s.Key.EndsWith("_PORT", StringComparison.OrdinalIgnoreCase))
            .Key;
        var remedy = variable is null ? "Free it." : $"Free it, or set {variable} to another port.";
        throw new DistributedApplicationException(
            $"Port {port}, which '{resource}' is to listen on, is already taken{holder}. {remedy}");
    }
}
