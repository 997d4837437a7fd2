using Tauro.Contracts;
using Tauro.Gateway.Availability;
using Tauro.Gateway.Identity;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults;
using Tauro.ServiceDefaults.Requests;
using Tauro.ServiceDefaults.Security;
using Tauro.Stores;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Tauro.Gateway.Proxy;

/// <summary>Configures YARP from the route table. Nothing is buffered, read or rewritten.</summary>
internal static class ServiceProxy
{
    /// <summary>How long a transfer may pause. A client may train between two chunks of an upload.</summary>
    private static readonly TimeSpan ActivityTimeout = TimeSpan.FromMinutes(11);

    private const string ForwarderLog = "Yarp.ReverseProxy.Forwarder.HttpForwarder";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, LargeBody> LargeBodies = LargeBody.All.ToDictionary(body => body.Id);

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
        // It logs every request, and a failed one with two stack traces; UpstreamProblems logs that in one line.
        if (builder.Configuration[$"Logging:LogLevel:{ForwarderLog}"] is null)
            builder.Logging.AddFilter(ForwarderLog, LogLevel.Error);
        var checksCredentials = AuthMode.IsRequired(builder.Configuration);
        var services = RouteTable.GetServices(checksCredentials);
        var proxy = builder.Services.AddReverseProxy()
            .LoadFromMemory(Routes(services), Clusters(services))
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = ConnectTimeout;
                // A replica that has started later gets its share only of new connections.
                handler.PooledConnectionLifetime = ConnectionLifetime;
            })
            .AddTransforms(AddTransforms);
        if (checksCredentials) proxy.AddTransforms<PrincipalTransform>();
        builder.Services.AddOptions<AvailabilityOptions>().BindConfiguration(AvailabilityOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(new SettingCheck(() => PathPrefix.Read(builder.Configuration)));
        builder.Services.AddSingleton<Probes>();
        builder.Services.AddSingleton<RequestsInFlight>();
        builder.Services.AddSingleton<Reconnections>();
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddSingleton<IDestinationResolver, DiscoveredDestinations>();
    }

    public static void MapServiceProxy(this WebApplication app) => app
        .MapReverseProxy(proxy =>
        {
            if (AuthMode.IsRequired(app.Configuration)) proxy.UseMiddleware<SignIn>();
            proxy.UseMiddleware<UpstreamProblems>();
            proxy.UseMiddleware<HeldRequests>();
            proxy.UseMiddleware<FrozenUpstream>();
            proxy.UseLoadBalancing();
        })
        .ConfigureEndpoints((endpoint, route) =>
        {
            if (route.RouteId == RouteTable.SignIn) endpoint.WithBodyLimit(Limits.SignInBytesMax);
            else endpoint.WithMetadata(new ForwardedBody());
            if (RouteTable.PublicRoutes.Contains(route.RouteId)) endpoint.IsPublic();
            else endpoint.RequiresPrincipal();
            if (!LargeBodies.TryGetValue(route.RouteId, out var body)) return;
            if (body.BytesMax is { } limit) endpoint.WithBodyLimit(limit);
            else endpoint.WithStreamedBody();
        });

    private static void AddTransforms(TransformBuilderContext context)
    {
        var isArtifact = LargeBodies.TryGetValue(context.Route.RouteId, out var body) && body.BytesMax is null;
        context.AddRequestTransform(request =>
        {
            request.ProxyRequest.RequestUri = RawPath.CreateUri(request.DestinationPrefix, request.HttpContext);
            request.ProxyRequest.Headers.Remove("Origin"); // checked here, where the allowed hosts are known
            // HTTP/1.1 reads a response after the body was sent, unless the service may refuse it first.
            if (isArtifact) request.ProxyRequest.Headers.ExpectContinue = true;
            return ValueTask.CompletedTask;
        });
    }

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The routes that exist only when credentials are checked, in addition to its own paths.</summary>
    private static IEnumerable<RouteConfig> AccountRoutes =>
    [
        new()
        {
            RouteId = RouteTable.SetupRoute,
            ClusterId = RouteTable.Identity,
            Match = new RouteMatch { Path = RouteTable.Setup, Methods = [HttpMethods.Post] },
        },
        CreateRoute(RouteTable.SetupPage, RouteTable.SetupPage, RouteTable.Web),
        CreateRoute(RouteTable.SignIn, RouteTable.SignIn, RouteTable.Web),
        .. RouteTable.AccountPages.Select(CreateRoute),
    ];

    private static IReadOnlyList<RouteConfig> Routes(IReadOnlyList<string> services) =>
    [
        .. LargeBody.All.Select(body => new RouteConfig
        {
            RouteId = body.Id,
            ClusterId = body.Service,
            Match = new RouteMatch { Path = body.Path, Methods = [body.Method] },
        }),
        CreateRoute("home", "/", RouteTable.Web),
        .. services.Contains(RouteTable.Identity) ? AccountRoutes : [],
        .. RouteTable.Owners.Where(owner => services.Contains(owner.Service)).Select(CreateRoute),
    ];

    private static RouteConfig CreateRoute(Ownership owner) =>
        CreateRoute(owner.Path, owner.Path + "/{**rest}", owner.Service);

    private static RouteConfig CreateRoute(string id, string path, string service) => new()
    {
        RouteId = id,
        ClusterId = service,
        // Without a principal, files are read and nothing is sent.
        Match = new RouteMatch { Path = path, Methods = RouteTable.AssetRoutes.Contains(id) ? Reading : null },
    };

    private static IReadOnlyList<ClusterConfig> Clusters(IReadOnlyList<string> services) =>
    [
        .. services.Select(service => new ClusterConfig
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
