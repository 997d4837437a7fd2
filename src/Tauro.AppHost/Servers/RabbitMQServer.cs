using Tauro.AppHost.Start;

namespace Tauro.AppHost.Servers;

/// <summary>RabbitMQ carries the events between the services.</summary>
internal static class RabbitMQServer
{
    private const string Command = "rabbitmq-server";

    /// <returns>Null for the embedded default: the services then read each other's event history.</returns>
    public static IResourceBuilder<IResourceWithConnectionString>? AddRabbitMQServer(
        this IDistributedApplicationBuilder builder, string name, AppHostSettings settings)
    {
        return builder.ChooseServer(name, Command, "the services read each other's event history") switch
        {
            ServerChoice.Configured => builder.AddConnectionString(name),
            ServerChoice.Container => builder.AddRabbitMQ(name, password: builder.AddPassword(name, settings))
                .WithDataVolume(),
            ServerChoice.Binary => AddProcess(builder, name, settings),
            _ => null,
        };
    }

    private static IResourceBuilder<ServerProcess> AddProcess(
        IDistributedApplicationBuilder builder, string name, AppHostSettings settings)
    {
        var folder = ServerFiles.Folder(settings, name);
        var password = builder.AddPassword(name, settings);
        var server = builder.AddResource(new ServerProcess(name, FindScript(), folder)
            {
                Connection = endpoint => ReferenceExpression.Create(
                    $"amqp://guest:{password}@{endpoint.Property(EndpointProperty.HostAndPort)}"),
            })
            .WithEndpoint(
                name: ServerProcess.EndpointName, scheme: "tcp", env: "RABBITMQ_NODE_PORT", isProxied: false)
            .WithEndpoint(name: "dist", scheme: "tcp", env: "RABBITMQ_DIST_PORT", isProxied: false)
            .WithEnvironment("HOME", folder)
            .WithEnvironment("RABBITMQ_NODENAME", $"{name}@localhost")
            .WithEnvironment("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
            // Loopback only, and no busy-waiting schedulers: they share the cores with the services.
            .WithEnvironment("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none")
            .WithEnvironment("RABBITMQ_CONF_ENV_FILE", Path.Combine(folder, "rabbitmq-env.conf"))
            .WithEnvironment("RABBITMQ_ADVANCED_CONFIG_FILE", Path.Combine(folder, "advanced.config"))
            .WithEnvironment("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(folder, "enabled_plugins"))
            .WithEnvironment("RABBITMQ_MNESIA_BASE", Path.Combine(folder, "mnesia"))
            .WithEnvironment("RABBITMQ_LOG_BASE", Path.Combine(folder, "log"))
            .WithEnvironment("RABBITMQ_PID_FILE", Path.Combine(folder, "rabbitmq.pid"))
            // The script then replaces itself with the server, so that its process id is the server's.
            .WithEnvironment("RUNNING_UNDER_SYSTEMD", "true")
            .WithEnvironment(async context =>
            {
                var secret = await password.Resource.GetValueAsync(context.CancellationToken);
                context.EnvironmentVariables["RABBITMQ_CONFIG_FILE"] = ServerFiles.Write(
                    Path.Combine(folder, "rabbitmq.conf"),
                    $"default_user = guest\ndefault_pass = {secret}\n"
                    + "log.console = true\nlog.console.level = warning\nlog.file = false\n");
            })
            .WithPortHealthCheck();
        return WithPortMapper(builder, name, folder, server);
    }

    /// <summary>Runs Erlang's port mapper as a resource: Erlang would start a daemon that is never stopped.</summary>
    private static IResourceBuilder<ServerProcess> WithPortMapper(
        IDistributedApplicationBuilder builder, string name, string folder, IResourceBuilder<ServerProcess> server)
    {
        if (FindPortMapper() is not { } command) return server;
        var mapper = builder.AddExecutable($"{name}-epmd", command, folder)
            .WithEndpoint(name: ServerProcess.EndpointName, scheme: "tcp", env: "ERL_EPMD_PORT", isProxied: false)
            .WithEnvironment("ERL_EPMD_ADDRESS", "127.0.0.1")
            .WithParentRelationship(server.Resource);
        return server
            .WithEnvironment("ERL_EPMD_ADDRESS", "127.0.0.1")
            .WithEnvironment("ERL_EPMD_PORT",
                mapper.GetEndpoint(ServerProcess.EndpointName).Property(EndpointProperty.TargetPort))
            .WaitForStart(mapper);
    }

    /// <summary>
    /// Debian's command is a wrapper that switches to a user who cannot write here; the script is in the same folder.
    /// </summary>
    private static string FindScript()
    {
        var found = Executable.Find(Command)!;
        var target = File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found;
        var script = Path.Combine(Path.GetDirectoryName(target)!, Command);
        return File.Exists(script) ? script : found;
    }

    private static string? FindPortMapper()
    {
        const string Erlang = "/usr/lib/erlang";
        return Executable.Find("epmd") ?? (Directory.Exists(Erlang)
            ? Directory.EnumerateDirectories(Erlang, "erts-*")
                .Select(runtime => Path.Combine(runtime, "bin", "epmd")).FirstOrDefault(File.Exists)
            : null);
    }
}
