using System.Collections.Frozen;
using System.Text.Json;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>
/// MLflow's webhook events. Each consists of an entity and an action: <c>model_version_tag.set</c>. In messages both
/// are names of enum values: <c>MODEL_VERSION_TAG</c>, <c>SET</c>.
/// </summary>
internal static class WebhookEvents
{
    // In the order of MLflow's enums, because clients may send the numbers.
    private static readonly string[] Entities =
    [
        "", "registered_model", "model_version", "model_version_tag", "model_version_alias", "prompt", "prompt_version",
        "prompt_tag", "prompt_version_tag", "prompt_alias", "budget_policy",
    ];

    private static readonly string[] Actions = ["", "created", "updated", "deleted", "set", "exceeded"];

    // Clients may subscribe to budget_policy.exceeded, but it never occurs: there are no budgets here.
    private static readonly FrozenDictionary<string, string[]> ActionsByEntity = new Dictionary<string, string[]>
    {
        ["registered_model"] = ["created"],
        ["model_version"] = ["created"],
        ["model_version_tag"] = ["deleted", "set"],
        ["model_version_alias"] = ["created", "deleted"],
        ["prompt"] = ["created"],
        ["prompt_version"] = ["created"],
        ["prompt_tag"] = ["deleted", "set"],
        ["prompt_version_tag"] = ["deleted", "set"],
        ["prompt_alias"] = ["created", "deleted"],
        ["budget_policy"] = ["exceeded"],
    }.ToFrozenDictionary();

    /// <summary>Reads the events of a webhook, without duplicates.</summary>
    public static IReadOnlyList<string> Read(IEnumerable<MlflowMessage> events) =>
        [.. events.Select(Read).Distinct(StringComparer.Ordinal)];

    public static string Read(MlflowMessage message)
    {
        var (entity, action) = (ReadName(message, "entity", Entities), ReadName(message, "action", Actions));
        var actions = ActionsByEntity[entity];
        return actions.Contains(action)
            ? $"{entity}.{action}"
            : throw MlflowException.Invalid(
                $"Invalid action '{action}' for entity '{entity}'. Valid actions are: "
                + $"['{string.Join("', '", actions)}']");
    }

    public static void Write(MlflowWriter writer, string name)
    {
        var dot = name.IndexOf('.');
        writer.String("entity", name[..dot].ToUpperInvariant()).String("action", name[(dot + 1)..].ToUpperInvariant());
    }

    private static string ReadName(MlflowMessage message, string part, string[] names)
    {
        if (!message.Has(part)) throw MlflowMessage.MissingValue(part);
        var value = message.Fields.GetProperty(part);
        var index = value.ValueKind == JsonValueKind.String
            ? Array.IndexOf(names, value.GetString()!.ToLowerInvariant())
            : (int)Math.Clamp(message.Integer(part)!.Value, -1, names.Length);
        return index > 0 && index < names.Length ? names[index] : throw MlflowMessage.InvalidValue(part, value);
    }
}
