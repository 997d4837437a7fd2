using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;

namespace Tauro.Events;

/// <summary>
/// The body of a message is the event's <c>data</c> and nothing else, in Tauro's JSON; the rest is in headers. Whoever
/// binds a queue of their own reads it without knowing MassTransit.
/// </summary>
internal static class EventJson
{
    public static void Use(IBusFactoryConfigurator bus)
    {
        bus.ClearSerialization();
        bus.UseRawJsonSerializer(RawSerializerOptions.AddTransportHeaders | RawSerializerOptions.CopyHeaders);
        bus.ConfigureJsonSerializerOptions(Configure);
    }

    // MassTransit keeps these options for the process, with converters of its own that have to stay.
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
