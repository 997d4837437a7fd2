using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tauro.AppHost.Servers;

/// <summary>Healthy once the server accepts connections.</summary>
internal sealed class PortHealthCheck(EndpointReference endpoint) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", endpoint.Port, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is SocketException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
    }
}

internal static class PortHealthCheckExtensions
{
    public static IResourceBuilder<ServerProcess> WithPortHealthCheck(this IResourceBuilder<ServerProcess> server)
    {
        var key = $"{server.Resource.Name}-port";
        server.ApplicationBuilder.Services.AddHealthChecks()
            .AddCheck(key, new PortHealthCheck(server.Resource.Endpoint));
        return server.WithHealthCheck(key);
    }
}
