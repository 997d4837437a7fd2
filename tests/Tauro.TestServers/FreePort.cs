using System.Net;
using System.Net.Sockets;

namespace Tauro.TestServers;

/// <summary>Finds unused ports on 127.0.0.1.</summary>
public static class FreePort
{
    private static readonly HashSet<int> Assigned = [];

    public static int Next() => Next(1)[0];

    /// <summary>Returns several different ports. A test process gets each port only once.</summary>
    public static int[] Next(int count)
    {
        lock (Assigned)
        {
            var held = new List<TcpListener>();
            try
            {
                while (held.Count < count)
                {
                    var listener = new TcpListener(IPAddress.Loopback, 0);
                    listener.Start();
                    if (Assigned.Add(PortOf(listener))) held.Add(listener);
                    else listener.Stop();
                }

                return [.. held.Select(PortOf)];
            }
            finally
            {
                held.ForEach(listener => listener.Stop());
            }
        }
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
