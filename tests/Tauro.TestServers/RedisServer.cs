namespace Tauro.TestServers;

/// <summary>A redis-server of one's own on a free port. It keeps its data over a stop, not over a kill.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private ServerProcess? process;

    private RedisServer(int port) => Port = port;

    public static bool IsInstalled => File.Exists("/usr/bin/redis-server");

    public bool IsRunning => process is { HasExited: false };

    public int Port { get; }

    /// <summary>For <c>ConnectionStrings:redis</c>.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> Run()
    {
        var server = new RedisServer(FreePort.Next());
        await server.Start();
        return server;
    }

    public async Task Start()
    {
        process = ServerProcess.Start("redis-server",
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", folder.Path, "--appendonly", "yes", "--save", "",
            "--appendfsync", "no",
        ]);
        await process.Ready(() => ServerProcess.Accepts(Port));
    }

    /// <summary>It can be started again, with its data.</summary>
    public async Task Stop()
    {
        if (process is null) return;
        await process.Stop();
        await process.DisposeAsync();
        process = null;
    }

    /// <summary>It can be started again, and has forgotten everything.</summary>
    public async Task StopAndForget()
    {
        await Stop();
        foreach (var data in Directory.GetDirectories(folder.Path)) Directory.Delete(data, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        folder.Dispose();
    }
}
