namespace Tauro.LocalHosting;

/// <summary>A private <c>rabbitmq-server</c>: its own node name, folder, ports and port mapper.</summary>
internal static class RabbitMQBinary
{
    public static string? Find()
    {
        if (Executable.Find("rabbitmq-server") is not { } found)
        {
            return null;
        }

        // Debian's command is a wrapper that changes to the rabbitmq user, who cannot write to our folder. The real
        // script lies beside the wrapper.
        var target = File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found;
        var real = Path.Combine(Path.GetDirectoryName(target)!, "rabbitmq-server");
        return File.Exists(real) ? real : found;
    }

    public static IReadOnlyList<ProcessPlan> Run(string name, string binary, ServerSite site)
    {
        var folder = site.Folder("rabbitmq");
        var mapperPort = $"{site.Ports.Next()}";
        var configuration = Path.Combine(folder, "rabbitmq.conf");
        PrivateFile.Write(
            configuration,
            $"""
            listeners.tcp.1 = 127.0.0.1:{site.Port}
            default_user = {site.UserName}
            default_pass = {site.Password}
            log.console = true
            log.console.level = warning
            log.file = false

            """);

        var environment = new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["ERL_EPMD_PORT"] = mapperPort,
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"{name}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{site.Ports.Next()}",

            // Loopback only, and schedulers that sleep when they have nothing to do: they share the cores.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "rabbitmq-env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = configuration,
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG"] = "warning",
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "rabbitmq.pid"),

            // Makes the script become the server instead of staying in front of it, so that the pid is the server's.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        };

        var server = new ProcessPlan(name, binary, [], folder) { Environment = environment };

        // Erlang would start the port mapper as a daemon that nobody ends. One that already runs is used instead.
        return Mapper() is { } mapper
            ? [new(name, mapper, ["-port", mapperPort, "-address", "127.0.0.1"], folder), server]
            : [server];
    }

    private static string? Mapper()
    {
        const string Erlang = "/usr/lib/erlang";
        return Executable.Find("epmd") ?? (Directory.Exists(Erlang)
            ? Directory.EnumerateDirectories(Erlang, "erts-*")
                .Select(runtime => Path.Combine(runtime, "bin", "epmd"))
                .FirstOrDefault(File.Exists)
            : null);
    }
}
