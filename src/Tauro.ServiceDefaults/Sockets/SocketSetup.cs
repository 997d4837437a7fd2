using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.ServiceDefaults.Sockets;

/// <summary>Configures the sockets for bodies of many megabytes as well as requests of a few hundred bytes.</summary>
internal static class SocketSetup
{
    /// <summary>
    /// The bytes of a response that may wait to be sent. With Kestrel's default of 64 KiB each part of a file waits for
    /// the previous one to be sent; a larger value gains nothing, and slow readers hold the memory.
    /// </summary>
    private const long UnsentBytesMax = 256 << 10;

    public static void AddTauroSockets(this IServiceCollection services)
    {
        services.AddSingleton<IMemoryPoolFactory<byte>>(new SharedPoolFactory());
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = UnsentBytesMax);
    }

    private sealed class SharedPoolFactory : IMemoryPoolFactory<byte>
    {
        private readonly SocketMemoryPool blocks = new();

        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => blocks;
    }
}
