using System.Net;
using System.Net.Sockets;

namespace Tauro.TestServers;

/// <summary>
/// Finds unused ports on 127.0.0.1 for servers that must know their port before they listen. The system does not assign
/// these ports: a listener on port 0 or an outgoing connection, of any process, cannot take one in between.
/// </summary>
public static class FreePort
{
    /// <summary>Linux assigns ports from 32768 on by default, other systems from 49152 on.</summary>
    public const int Max = 32_767;

    private const int Min = 20_000;

    // Test processes that run at the same time begin at different ports.
    private static int next = Environment.ProcessId * 101 % (Max - Min + 1);

    public static int Next() => Next(1)[0];

    /// <summary>Returns several different ports. A test process gets each port only once.</summary>
    public static int[] Next(int count) => [.. Candidates().Where(IsFree).Take(count)];

    private static IEnumerable<int> Candidates()
    {
        while (true) yield return Min + (Interlocked.Increment(ref next) % (Max - Min + 1));
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
