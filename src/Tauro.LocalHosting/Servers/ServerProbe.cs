using System.Net;
using System.Net.Sockets;

namespace Tauro.LocalHosting;

/// <summary>
/// Says a protocol's first words to a server and looks at the answer; a client library would only do the same.
/// </summary>
internal static class ServerProbe
{
    public static async Task<bool> AsksAsync(
        int port, ReadOnlyMemory<byte> greeting, ReadOnlyMemory<byte> expected, CancellationToken cancellation)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation).ConfigureAwait(false);
            await socket.SendAsync(greeting, cancellation).ConfigureAwait(false);
            var answer = new byte[512];
            var length = 0;
            while (length < expected.Length)
            {
                var read = await socket.ReceiveAsync(answer.AsMemory(length), cancellation).ConfigureAwait(false);
                if (read == 0)
                {
                    return false;
                }

                length += read;
            }

            return answer.AsSpan(0, expected.Length).SequenceEqual(expected.Span);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
