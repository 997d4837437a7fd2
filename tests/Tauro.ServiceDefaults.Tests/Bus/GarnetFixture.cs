using Garnet;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Bus;

/// <summary>A Garnet in this process, set up as the AppHost sets its own up.</summary>
public sealed class GarnetFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly int port = FreePort.Next();
    private GarnetServer? server;

    public GarnetFixture() => Start();

    public string ConnectionString => $"127.0.0.1:{port}";

    public void Start()
    {
        if (server is not null) return;
        server = new GarnetServer(
        [
            "--bind", "127.0.0.1", "--port", $"{port}", "-q", "--device-type", "RandomAccess",
            "--storage-tier", "--logdir", folder.Path, "--checkpointdir", folder.Path,
            "--aof", "--aof-commit-wait", "--recover",
            "--memory", "64m", "--page", "4m", "--segment", "64m", "--index", "1m",
            "--aof-memory", "32m", "--aof-page-size", "8m", "--aof-segment-size", "64m",
        ]);
        server.Start();
    }

    /// <summary>It can be started again, with its data.</summary>
    public void Stop()
    {
        server?.Dispose();
        server = null;
    }

    public void Dispose()
    {
        Stop();
        folder.Dispose();
    }
}
