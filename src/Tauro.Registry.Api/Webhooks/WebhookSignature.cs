using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Tauro.Contracts.Ids;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>
/// Adds MLflow's headers, which follow the Standard Webhooks specification: the id of the delivery, the time it was
/// sent and, if there is a secret, the HMAC-SHA256 of <c>id.timestamp.body</c>.
/// </summary>
internal static class WebhookSignature
{
    public static void Add(
        HttpRequestHeaders headers, string? secret, string id, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers.Add("X-MLflow-Delivery-Id", id);
        headers.Add("X-MLflow-Timestamp", timestamp);
        if (secret is not null) headers.Add("X-MLflow-Signature", Sign(secret, id, timestamp, body));
    }

    private static string Sign(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    /// <summary>The same for every attempt at an event, even after a restart, so that receivers see repeats.</summary>
    public static string DeliveryId(WebhookId webhookId, string eventId) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{webhookId}/{eventId}")).AsSpan(0, 16)).ToString();
}
