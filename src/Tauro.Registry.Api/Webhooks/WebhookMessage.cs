using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>The message that reports one event to a webhook.</summary>
/// <param name="Event">The name, such as <c>model_version.created</c>.</param>
/// <param name="Data">The payload in MLflow's form; null values are written.</param>
/// <param name="Time">When the event occurred.</param>
/// <param name="EventId">The event's id. It is stable, so that a repeated delivery has the same id.</param>
internal sealed record WebhookMessage(string Event, JsonObject Data, DateTimeOffset Time, string EventId)
{
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the exact bytes of the body, which are signed.</summary>
    public byte[] ToBytes()
    {
        var dot = Event.IndexOf('.');
        var body = new JsonObject
        {
            ["entity"] = Event[..dot],
            ["action"] = Event[(dot + 1)..],
            ["timestamp"] = Time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
            ["data"] = Data.DeepClone(),
        };
        return Encoding.UTF8.GetBytes(body.ToJsonString(Plain));
    }
}
