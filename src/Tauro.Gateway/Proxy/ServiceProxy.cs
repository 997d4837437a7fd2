using Tauro.Gateway.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms;

namespace Tauro.Gateway.Proxy;

/// <summary>Configures YARP from the route table. Nothing is buffered, read or rewritten.</summary>
internal static class ServiceProxy
{
    /// <summary>How long a transfer may pause. A client may train between two chunks of an upload.</summary>
    private static readonly TimeSpan ActivityTimeout = TimeSpan.FromMinutes(11);

    private const string ForwarderLog = "Yarp.ReverseProxy.Forwarder.HttpForwarder";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    // The services use unencrypted HTTP/1.1 with persistent connections.
    private static readonly ForwarderRequestConfig Forwarding = new()
    {
        ActivityTimeout = ActivityTimeout,
        AllowResponseBuffering = false,
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public static void AddServiceProxy(this WebApplicationBuilder builder)
    {
        // It logs every request, and an aborted one with two stack traces; UpstreamProblems logs that in one line.
        if (builder.Configuration[$"Logging:LogLevel:{ForwarderLog}"] is null)
            builder.Logging.AddFilter(ForwarderLog, LogLevel.Warning);
        builder.Services.AddReverseProxy()
            .LoadFromMemory(Routes(), Clusters())
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = ConnectTimeout)
            .AddTransforms(context => context.AddRequestTransform(request =>
            {
                request.ProxyRequest.RequestUri = RawPath.CreateUri(request.DestinationPrefix, request.HttpContext);
                return ValueTask.CompletedTask;
            }));
        builder.Services.AddSingleton<IDestinationResolver, DiscoveredDestinations>();
    }

    public static void MapServiceProxy(this WebApplication app) => app
        .MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<ArtifactBodies>();
            proxy.UseMiddleware<UpstreamProblems>();
            proxy.UseLoadBalancing();
        })
        .AllowAnonymous();

    private static IReadOnlyList<RouteConfig> Routes() =>
    [
        .. RouteTable.Owners.Select(owner => new RouteConfig
        {
            RouteId = owner.Path,
            ClusterId = owner.Service,
            Match = new RouteMatch { Path = owner.Path + "/{**rest}" },
        }),
    ];

    private static IReadOnlyList<ClusterConfig> Clusters() =>
    [
        .. RouteTable.Services.Select(service => new ClusterConfig
        {
            ClusterId = service,
            HttpRequest = Forwarding,
            Destinations = new Dictionary<string, DestinationConfig>
            {
                [service] = new() { Address = $"http://{service}" },
            },
        }),
    ];
}
