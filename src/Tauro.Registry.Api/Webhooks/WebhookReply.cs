using System.Net;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>The result of one attempt.</summary>
/// <param name="Status">The status; null when there was no response.</param>
/// <param name="Body">The part of the response body that was read.</param>
/// <param name="Error">Why there was no response.</param>
/// <param name="IsTransient">Whether another attempt may succeed.</param>
/// <param name="RetryAfter">The pause that the receiver asked for.</param>
internal sealed record WebhookReply(
    HttpStatusCode? Status, string? Body, string? Error, bool IsTransient, TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => Status is { } status && (int)status < 400;

    public string Summary => Status is { } status ? $"the response status was {(int)status}" : Error ?? "no response";

    public static bool IsTransientStatus(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
