extern alias registry;
extern alias tracking;

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.Gateway.Tests.Edge;

/// <summary>Both services as they ship, and the gateway in front of them. A request can be sent to each.</summary>
public sealed class EdgeHosts : IAsyncDisposable
{
    private readonly RunningService<tracking::Program> tracking;
    private readonly RunningService<registry::Program> registry;
    private readonly RunningGateway gateway;

    public EdgeHosts()
        : this(null)
    {
    }

    /// <param name="settings">The settings of all.</param>
    /// <param name="gatewaySettings">The settings of the gateway, if it has others.</param>
    internal EdgeHosts(Dictionary<string, string>? settings, Dictionary<string, string>? gatewaySettings = null)
    {
        tracking = new(settings);
        registry = new(settings);
        gateway = RunningGateway.Start(tracking.Address, registry.Address, gatewaySettings ?? settings);
    }

    /// <summary>The names that <see cref="Send"/> takes.</summary>
    public static TheoryData<string> Names => ["gateway", "tracking", "registry"];

    /// <summary>The routes of a host.</summary>
    public IEnumerable<RouteEndpoint> RoutesOf(string name) =>
        ServicesOf(name).GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>();

    public IServiceProvider ServicesOf(string name) => name switch
    {
        "gateway" => gateway.Services, "tracking" => tracking.Services, _ => registry.Services,
    };

    /// <summary>A path that the host has: tracking's behind the gateway.</summary>
    public static string PathOf(string name) => name == "registry" ? "/api/v1/models" : "/api/v1/experiments";

    /// <summary>A path of MLflow's API that the host has.</summary>
    public static string MlflowPathOf(string name) => name == "registry"
        ? "/api/2.0/mlflow/registered-models/search"
        : "/api/2.0/mlflow/experiments/get?experiment_id=0";

    public Uri AddressOf(string name) => name switch
    {
        "gateway" => gateway.Http.BaseAddress!,
        "tracking" => new Uri(tracking.Address),
        _ => new Uri(registry.Address),
    };

    /// <summary>Sends a request exactly as given, which no HTTP client does.</summary>
    /// <param name="name">The host to connect to.</param>
    /// <param name="line">The method and the target.</param>
    /// <param name="headers">The headers. Without a <c>Host</c>, it is <c>localhost</c>.</param>
    public async Task<EdgeResponse> Send(string name, string line, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, AddressOf(name).Port);
        await using var stream = client.GetStream();
        string[] host = headers.Any(header => header.StartsWith("Host:", StringComparison.Ordinal))
            ? [] : ["Host: localhost"];
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            string.Join("\r\n", [$"{line} HTTP/1.1", .. host, .. headers, "Connection: close", "", ""])));
        return EdgeResponse.Parse(await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await registry.DisposeAsync();
        await tracking.DisposeAsync();
    }
}
