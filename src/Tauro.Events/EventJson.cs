using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;

namespace Tauro.Events;

/// <summary>
/// Configures the message format: the body is only the event's <c>data</c> in Tauro's JSON, and the rest is in headers.
/// Other programs that bind their own queue can read it without MassTransit.
/// </summary>
internal static class EventJson
{
    public static void Use(IBusFactoryConfigurator bus)
    {
        bus.ClearSerialization();
        bus.UseRawJsonSerializer(RawSerializerOptions.AddTransportHeaders | RawSerializerOptions.CopyHeaders);
        bus.ConfigureJsonSerializerOptions(Configure);
    }

    // MassTransit shares these options in the process; its own converters must be kept.
    private static JsonSerializerOptions Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.WriteIndented = false;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        json.Converters.Insert(
            0, new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        return json;
    }
}
