extern alias registry;

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using registry::Tauro.Registry.Api.Webhooks;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>The documentation of a type of events, from its record.</summary>
internal sealed class EventTable(string name, Type type)
{
    private static readonly JsonSerializerOptions Indented = new(TauroJson.Options) { WriteIndented = true };
    private static readonly XmlDocs Docs = new(typeof(EventCatalog).Assembly);

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TransformSchemaNode = (context, node) => IsText(context.TypeInfo.Type)
            ? new JsonObject { ["type"] = "string" }
            : WithRequired(context.TypeInfo, node),
        TreatNullObliviousAsNonNullable = true,
    };

    public static IEnumerable<EventTable> All { get; } =
        EventCatalog.Types.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new EventTable(pair.Key, pair.Value));

    /// <summary>Gets the JSON Schema of the data of all types of events.</summary>
    public static string Schema { get; } = new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "The data of the events of Tauro, by type",
        ["$defs"] = new JsonObject(
            All.Select(table => KeyValuePair.Create(table.Name, (JsonNode?)table.GetSchema()))),
    }.ToJsonString(Indented) + "\n";

    public string Name => name;

    public string ToMarkdown()
    {
        var example = EventSample.Create(type);
        var rows = type.GetConstructors().Single(found => found.GetParameters() is not [{ Name: "original" }])
            .GetParameters().Select(GetRow);
        return $"### `{name}`\n\n{Docs.SummaryOf(type)}\n\nSubject: `{example.Subject}`\n\n"
            + $"{(Webhooks is "" ? "" : $"Webhooks: {Webhooks}\n\n")}"
            + $"| member | type | meaning |\n|---|---|---|\n{string.Concat(rows)}\n"
            + $"```json\n{JsonSerializer.Serialize(example, type, Indented)}\n```\n\n";
    }

    /// <summary>Gets the webhook events that it is sent as; empty if none is.</summary>
    private string Webhooks => string.Join(", ", new[] { false, true }
        .Select(isPrompt => WebhookPayloads.GetEventName(EventSample.Create(type, isPrompt)))
        .OfType<string>().Distinct().Select(webhook => $"`{webhook}`"));

    private JsonNode GetSchema() => TauroJson.Options.GetJsonSchemaAsNode(type, Exporter);

    private string GetRow(ParameterInfo parameter)
    {
        var member = JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!);
        var isOptional = Nullable.GetUnderlyingType(parameter.ParameterType) is not null
            || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
        return $"| `{member}` | {GetType(parameter.ParameterType)}{(isOptional ? ", optional" : "")} | "
            + $"{Docs.ParamOf(type, parameter.Name!)} |\n";
    }

    private static string GetType(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return string.Join(
                ", ", Enum.GetNames(type).Select(value => $"`{JsonNamingPolicy.SnakeCaseUpper.ConvertName(value)}`"));
        if (IsText(type)) return "string";
        if (type == typeof(bool)) return "boolean";
        if (type == typeof(double)) return "number";
        return type == typeof(int) || type == typeof(long) ? "integer" : "array";
    }

    /// <summary>Members that may be absent are not required.</summary>
    private static JsonNode WithRequired(JsonTypeInfo type, JsonNode node)
    {
        if (node is JsonObject schema && schema.ContainsKey("required"))
            schema["required"] = new JsonArray(
                [.. type.Properties.Where(member => member.IsRequired).Select(member => (JsonNode)member.Name)]);
        return node;
    }

    // Ids and other names are structures that JSON has as strings.
    private static bool IsText(Type type) =>
        type == typeof(string) || (type is { IsValueType: true, IsPrimitive: false, IsEnum: false }
            && Nullable.GetUnderlyingType(type) is null);
}
