namespace Tauro.TestServers;

/// <summary>
/// A RabbitMQ server for tests, on free ports. Its data survives a stop and a kill. It takes about 10 s to start, so
/// tests share one where they can.
/// </summary>
public sealed class RabbitServer : IAsyncDisposable
{
    // The script in /usr/sbin switches to another user, who cannot write to our folder.
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private readonly TemporaryFolder folder = new();
    private readonly int distributionPort;
    private readonly int epmdPort;
    private ServerProcess? epmd;
    private ServerProcess? process;

    private RabbitServer(int[] ports) => (Port, distributionPort, epmdPort) = (ports[0], ports[1], ports[2]);

    public static bool IsInstalled => File.Exists(Program);

    public bool IsRunning => process is { HasExited: false };

    public int Port { get; }

    /// <summary>For <c>ConnectionStrings:rabbitmq</c>.</summary>
    public string ConnectionString => $"amqp://guest:guest@127.0.0.1:{Port}";

    public static async Task<RabbitServer> Run()
    {
        var server = new RabbitServer(FreePort.Next(3));
        await server.Start();
        return server;
    }

    public async Task Start()
    {
        // The broker would start a port mapper that keeps running after it. If one runs already, it does not.
        epmd ??= ServerProcess.Start("/usr/bin/epmd", ["-port", $"{epmdPort}", "-address", "127.0.0.1"]);
        await epmd.WaitUntilReady(() => ServerProcess.IsListening(epmdPort));
        process = ServerProcess.Start(Program, [], new Dictionary<string, string>
        {
            ["HOME"] = folder.Path,
            ["RABBITMQ_NODENAME"] = $"tauro{Port}@localhost",
            ["RABBITMQ_NODE_PORT"] = $"{Port}",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_DIST_PORT"] = $"{distributionPort}",
            ["ERL_EPMD_PORT"] = $"{epmdPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = folder["mnesia"],
            ["RABBITMQ_LOG_BASE"] = folder["log"],
            ["RABBITMQ_CONFIG_FILE"] = folder["rabbitmq.conf"],
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder["enabled_plugins"],
            ["RABBITMQ_PID_FILE"] = folder["pid"],
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            // With this, the script execs the broker instead of supervising it, so the pid is the broker's.
            ["RUNNING_UNDER_SYSTEMD"] = "1",
        });
        await process.WaitUntilReady(() => ServerProcess.IsListening(Port));
    }

    /// <summary>Stops the server. It can be started again and keeps its queues.</summary>
    public async Task Stop()
    {
        if (process is null) return;
        await process.Stop();
        await process.DisposeAsync();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        if (epmd is not null) await epmd.DisposeAsync();
        folder.Dispose();
    }
}
