using Tauro.AppHost.Start;

namespace Tauro.AppHost.Servers;

/// <summary>Redis is the shared cache. All of its data is also elsewhere, so it writes nothing to disk.</summary>
internal static class RedisServer
{
    private const string Command = "redis-server";

    /// <returns>Null for the embedded default: each process then has its own cache.</returns>
    public static IResourceBuilder<IResourceWithConnectionString>? AddRedisServer(
        this IDistributedApplicationBuilder builder, string name, AppHostSettings settings)
    {
        return builder.ChooseServer(name, Command, "each service caches in its own memory") switch
        {
            ServerChoice.Configured => builder.AddConnectionString(name),
            ServerChoice.Container => builder.AddRedis(name, password: builder.AddPassword(name, settings))
                .WithoutHttpsCertificate(),
            ServerChoice.Binary => AddProcess(builder, name, settings),
            _ => null,
        };
    }

    private static IResourceBuilder<ServerProcess> AddProcess(
        IDistributedApplicationBuilder builder, string name, AppHostSettings settings)
    {
        var password = builder.AddPassword(name, settings);
        var folder = ServerFiles.Folder(settings, name);
        var server = new ServerProcess(name, Executable.Find(Command)!, folder)
        {
            Connection = endpoint =>
                ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.HostAndPort)},password={password}"),
        };
        return builder.AddResource(server)
            .WithEndpoint(name: ServerProcess.EndpointName, scheme: "tcp", isProxied: false)
            .WithArgs(async context =>
            {
                // In a file, because every user can read the arguments of a process.
                var secret = await password.Resource.GetValueAsync(context.CancellationToken);
                context.Args.Add(ServerFiles.Write(Path.Combine(folder, "redis.conf"),
                    $"bind 127.0.0.1\nrequirepass {secret}\nloglevel warning\nappendonly no\nsave \"\"\n"));
                context.Args.Add("--port");
                context.Args.Add(server.Endpoint.Property(EndpointProperty.TargetPort));
            })
            .WithPortHealthCheck();
    }
}
