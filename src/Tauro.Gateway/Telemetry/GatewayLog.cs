using System.Net;
using Tauro.Contracts.Ids;
using Yarp.ReverseProxy.Forwarder;

namespace Tauro.Gateway.Telemetry;

internal static partial class GatewayLog
{
    [LoggerMessage(
        7001, LogLevel.Information, "The client aborted {Method} {Path} to the {Service} service.")]
    public static partial void ClientAborted(
        this ILogger logger, string method, string path, string service);

    [LoggerMessage(
        7002, LogLevel.Information, "The body of {Method} {Path} to the {Service} service was refused: {Reason}")]
    public static partial void BodyRefused(
        this ILogger logger, string method, string path, string service, string reason);

    [LoggerMessage(
        7003, LogLevel.Warning,
        "The identity service does not respond; its last accounts and API keys are used until it does: {Reason}")]
    public static partial void IdentityUnavailable(this ILogger logger, string reason);

    [LoggerMessage(
        7004, LogLevel.Information, "When API keys were last used could not be reported; it is tried again: {Reason}")]
    public static partial void UsesNotReported(this ILogger logger, string reason);

    [LoggerMessage(7005, LogLevel.Information, "The user {AccountId} has signed in.")]
    public static partial void SignedIn(this ILogger logger, AccountId accountId);

    [LoggerMessage(
        7006, LogLevel.Warning, "A sign-in from {Address} failed: {Reason}")]
    public static partial void SignInFailed(this ILogger logger, IPAddress? address, string reason);

    [LoggerMessage(
        7007, LogLevel.Information, "The audit could not be reported; it is tried again: {Reason}")]
    public static partial void AuditNotReported(this ILogger logger, string reason);

    [LoggerMessage(
        7010, LogLevel.Warning, "A sign-in by OpenID Connect was refused: {Kind}: {Reason}")]
    public static partial void ProviderRefused(this ILogger logger, string? kind, string? reason);

    [LoggerMessage(
        7011, LogLevel.Warning, "The provider of OpenID Connect does not respond, or has no valid metadata: {Reason}")]
    public static partial void ProviderUnavailable(this ILogger logger, string reason);

    [LoggerMessage(7008, LogLevel.Warning, "The public keys of an issuer of tokens can't be read: {Reason}")]
    public static partial void IssuerUnavailable(this ILogger logger, string reason);

    [LoggerMessage(
        7009, LogLevel.Warning, "Changed settings of issuers are invalid; those before go on being used: {Reason}")]
    public static partial void IssuersNotChanged(this ILogger logger, string reason);

    [LoggerMessage(7000, LogLevel.Warning, "The {Service} service does not respond: {Error}: {Reason}")]
    public static partial void UpstreamUnavailable(
        this ILogger logger, string service, ForwarderError error, string? reason);
}
