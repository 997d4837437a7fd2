using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>What is told of one event.</summary>
/// <param name="Event">As <c>model_version.created</c>.</param>
/// <param name="Data">The payload as MLflow has it; what is null is written.</param>
/// <param name="Time">When it happened.</param>
/// <param name="EventId">Stable, so that a delivery that is made again has the same id.</param>
internal sealed record WebhookMessage(string Event, JsonObject Data, DateTimeOffset Time, string EventId)
{
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body, to the byte: it is what is signed.</summary>
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
