using System.Net;
using System.Net.Sockets;

namespace Tauro.LocalHosting;

/// <summary>
/// One public port in front of several replicas: each connection goes to the next replica that accepts it.
/// </summary>
internal sealed class ReplicaProxy : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly IReadOnlyList<int> _targets;
    private readonly List<Socket> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();
    private uint _next;

    public ReplicaProxy(int port, IReadOnlyList<int> targets)
    {
        _targets = targets;
        Listen(IPAddress.Loopback, port);
        if (Socket.OSSupportsIPv6)
        {
            Listen(IPAddress.IPv6Loopback, port);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listeners.ForEach(l => l.Dispose());
        _stopping.Dispose();
    }

    private void Listen(IPAddress address, int port)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(Backlog);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            listener.Dispose();
            return;
        }

        _listeners.Add(listener);
        _ = AcceptAsync(listener, _stopping.Token);
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptAsync(stopping).ConfigureAwait(false), stopping);
            }
            catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client has gone before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken stopping)
    {
        using (client)
        using (var replica = await ConnectAsync(stopping).ConfigureAwait(false))
        {
            if (replica is not null)
            {
                client.NoDelay = replica.NoDelay = true;
                await Task.WhenAll(CopyAsync(client, replica, stopping), CopyAsync(replica, client, stopping))
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<Socket?> ConnectAsync(CancellationToken stopping)
    {
        var first = Interlocked.Increment(ref _next);
        for (var i = 0; i < _targets.Count; i++)
        {
            var replica = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                var port = _targets[(int)((first + i) % _targets.Count)];
                await replica.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stopping).ConfigureAwait(false);
                return replica;
            }
            catch (Exception refused) when (refused is SocketException or OperationCanceledException)
            {
                replica.Dispose();
            }
        }

        return null;
    }

    /// <summary>An end of stream is handed on as one, so that half-closed requests still get their answer.</summary>
    private static async Task CopyAsync(Socket from, Socket to, CancellationToken stopping)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer, stopping).ConfigureAwait(false);
                if (read == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), stopping).ConfigureAwait(false);
                }
            }
        }
        catch (SocketException)
        {
            // A reset on one side is a reset on the other: without it that one would wait for ever.
            from.Close();
            to.Close();
        }
    }
}
