using Yarp.ReverseProxy.Forwarder;

namespace Tauro.Gateway.Telemetry;

internal static partial class GatewayLog
{
    [LoggerMessage(
        3001, LogLevel.Information, "{Method} {Path} to the {Service} service was broken off by the client.")]
    public static partial void ClientBrokeOff(
        this ILogger logger, string method, string path, string service);

    [LoggerMessage(3000, LogLevel.Warning, "The {Service} service does not answer: {Error}: {Reason}")]
    public static partial void UpstreamUnavailable(
        this ILogger logger, string service, ForwarderError error, string? reason);
}
