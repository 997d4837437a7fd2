using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tauro.LocalHosting;

/// <summary>
/// Free loopback ports. They are taken from below the range that systems give to outgoing connections: a service that
/// is restarted must find its port free again.
/// </summary>
internal sealed class PortAllotment
{
    private const int First = 10_000;
    private const int Last = 32_767;
    private const int TriesMax = 1_000;

    private readonly HashSet<int> _given = [];
    private readonly Lock _lock = new();

    public static bool IsFree(int port) =>
        CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    public int Next()
    {
        lock (_lock)
        {
            for (var i = 0; i < TriesMax; i++)
            {
                var port = RandomNumberGenerator.GetInt32(First, Last + 1);
                if (!_given.Contains(port) && IsFree(port))
                {
                    _given.Add(port);
                    return port;
                }
            }
        }

        throw new DistributedApplicationException($"No free port was found between {First} and {Last}.");
    }

    private static bool CanBind(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // No such loopback on this machine, so nobody else can hold the port there.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
