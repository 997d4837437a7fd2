using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.ServiceDefaults.Sockets;

/// <summary>Sockets for bodies of many megabytes beside requests of a few hundred bytes.</summary>
internal static class SocketSetup
{
    /// <summary>
    /// What of an answer may wait for its reader. With the server's own 64 KiB each part of a file waits for the one
    /// before it to be sent; more than this gains nothing, and slow readers hold it.
    /// </summary>
    private const long UnsentBytesMax = 256 << 10;

    public static void AddTauroSockets(this IServiceCollection services)
    {
        services.AddSingleton<IMemoryPoolFactory<byte>>(new OnePool());
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = UnsentBytesMax);
    }

    private sealed class OnePool : IMemoryPoolFactory<byte>
    {
        private readonly SocketBlocks blocks = new();

        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => blocks;
    }
}
