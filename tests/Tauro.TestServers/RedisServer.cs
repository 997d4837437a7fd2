namespace Tauro.TestServers;

/// <summary>A Redis server for tests, on a free port. Its data survives a stop but not a kill.</summary>
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
        await process.WaitUntilReady(() => ServerProcess.IsListening(Port));
    }

    /// <summary>Stops the server. It can be started again and keeps its data.</summary>
    public async Task Stop()
    {
        if (process is null) return;
        await process.Stop();
        await process.DisposeAsync();
        process = null;
    }

    /// <summary>Stops the server and deletes its data. It can be started again.</summary>
    public async Task StopAndDeleteData()
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
