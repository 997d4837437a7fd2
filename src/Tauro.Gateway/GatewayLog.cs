using Yarp.ReverseProxy.Forwarder;

namespace Tauro.Gateway;

internal static partial class GatewayLog
{
    [LoggerMessage(3000, LogLevel.Warning, "The {Service} service does not answer: {Error}: {Reason}")]
    public static partial void UpstreamUnavailable(
        this ILogger logger, string service, ForwarderError error, string? reason);
}
