using Garnet;

namespace Tauro.LocalHosting;

/// <summary>
/// Garnet in the AppHost's process, with a log that is committed before each answer: what the bridge carries survives
/// <c>kill -9</c>. What does not fit the memory given here goes to disk.
/// </summary>
internal static class EmbeddedGarnet
{
    public static IDisposable Start(ServerSite site)
    {
        var folder = site.Folder("garnet");
        var server = new GarnetServer(
        [
            "--bind", "127.0.0.1", "--port", $"{site.Port}", "-q",
            "--auth", "Password", "--password", site.Password,

            // The native device wants libaio, and without it the first write ends the process.
            "--device-type", "RandomAccess",
            "--storage-tier", "--logdir", folder, "--checkpointdir", folder,
            "--aof", "--aof-commit-wait", "--recover", "--aof-size-limit", "256m",

            // Sizes are upper bounds on memory that is touched as it fills; the defaults ask for 16 GB.
            "--memory", "64m", "--page", "4m", "--segment", "64m", "--index", "1m",
            "--aof-memory", "32m", "--aof-page-size", "8m", "--aof-segment-size", "64m",
        ]);
        server.Start();
        return server;
    }
}
