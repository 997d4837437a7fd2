using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tauro.Events.Tests;

/// <summary>
/// A port that forwards to a server, and whose connections a test can cut without a restart of the server.
/// </summary>
internal sealed class FlakyPort : IAsyncDisposable
{
    private readonly int server;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private volatile bool isCut;

    public FlakyPort(int server)
    {
        this.server = server;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Resets all connections, and refuses further ones until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        isCut = true;
        foreach (var client in open.Keys) Reset(client);
    }

    public void Mend() => isCut = false;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Cut();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private static void Reset(TcpClient client)
    {
        if (client.Client is { } socket) socket.Close(0);
        client.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested) _ = Forward(await listener.AcceptTcpClientAsync(stop.Token));
    }

    private async Task Forward(TcpClient client)
    {
        using var target = new TcpClient();
        open[client] = true;
        open[target] = true;
        try
        {
            if (isCut) return;
            await target.ConnectAsync(IPAddress.Loopback, server);
            await using var near = client.GetStream();
            await using var far = target.GetStream();
            await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException
            or InvalidOperationException)
        {
            // The connection was cut.
        }
        finally
        {
            open.TryRemove(client, out _);
            open.TryRemove(target, out _);
            Reset(client);
            Reset(target);
        }
    }
}
