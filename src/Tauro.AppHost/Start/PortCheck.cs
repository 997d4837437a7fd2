using System.Net;
using System.Net.Sockets;

namespace Tauro.AppHost.Start;

/// <summary>Checks whether a port is free on loopback.</summary>
internal static class PortCheck
{
    public static bool IsFree(int port)
    {
        IPAddress[] addresses = Socket.OSSupportsIPv6
            ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        try
        {
            foreach (var address in addresses)
            {
                using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(address, port));
            }

            return true;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return true; // IPv6 is supported, but disabled
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <exception cref="AppHostRefusedException">
    /// The port is taken; the message names the process if it can be found.
    /// </exception>
    public static void Require(int port, string user, string variable)
    {
        if (IsFree(port)) return;
        var holder = PortHolder.Find(port) is { } found ? $" by {found}" : "";
        throw AppHostRefusedException.Setting(
            $"Port {port} of {user} is already taken{holder}. Free it, or set {variable} to another port.");
    }
}
