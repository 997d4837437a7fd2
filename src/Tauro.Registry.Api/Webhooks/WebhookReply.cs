using System.Net;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">The status; null when there was no answer.</param>
/// <param name="Body">As much of the answer as is read.</param>
/// <param name="Error">Why there was no answer.</param>
/// <param name="MayPass">Whether another attempt may fare better.</param>
/// <param name="RetryAfter">When the other side wants it.</param>
internal sealed record WebhookReply(
    HttpStatusCode? Status, string? Body, string? Error, bool MayPass, TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => Status is { } status && (int)status < 400;

    public string Summary => Status is { } status ? $"it answered {(int)status}" : Error ?? "no answer";

    public static bool MayPassWith(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
