using System.Globalization;
using System.Text.Json.Nodes;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Stores;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>
/// Creates MLflow's payload of an event. What the event does not contain is read from the store at delivery, so a
/// description may be newer than the event; if the model or version was deleted by then, those values are missing.
/// </summary>
internal sealed class WebhookPayloads(IModelStore store)
{
    private static readonly string[] ModelMarkerTags = [TagNames.IsPrompt, TagNames.PromptType];

    private static readonly string[] VersionMarkerTags = [.. ModelMarkerTags, TagNames.PromptText];

    /// <summary>Returns the name of the webhook event; null if MLflow has none for it.</summary>
    public static string? GetEventName(LifecycleEvent? lifecycleEvent) => lifecycleEvent switch
    {
        ModelRegistered e => e.IsPrompt ? "prompt.created" : "registered_model.created",
        ModelVersionCreated e => e.IsPrompt ? "prompt_version.created" : "model_version.created",
        ModelTagSet { IsPrompt: true } => "prompt_tag.set",
        ModelTagDeleted { IsPrompt: true } => "prompt_tag.deleted",
        ModelVersionTagSet e => e.IsPrompt ? "prompt_version_tag.set" : "model_version_tag.set",
        ModelVersionTagDeleted e => e.IsPrompt ? "prompt_version_tag.deleted" : "model_version_tag.deleted",
        ModelAliasSet e => e.IsPrompt ? "prompt_alias.created" : "model_version_alias.created",
        ModelAliasDeleted e => e.IsPrompt ? "prompt_alias.deleted" : "model_version_alias.deleted",
        _ => null,
    };

    public async Task<JsonObject> CreateData(
        LifecycleEvent lifecycleEvent, CancellationToken cancel) => lifecycleEvent switch
    {
        ModelRegistered e => Model(e, ValueOrNull(await store.GetModel(e.Name, cancel))),
        ModelVersionCreated e => Version(e, ValueOrNull(await store.GetVersion(e.Name, e.Version, cancel))),
        ModelTagSet e => new JsonObject { ["name"] = e.Name, ["key"] = e.Key, ["value"] = e.Value },
        ModelTagDeleted e => new JsonObject { ["name"] = e.Name, ["key"] = e.Key },
        ModelVersionTagSet e => new JsonObject
        {
            ["name"] = e.Name, ["version"] = Format(e.Version), ["key"] = e.Key, ["value"] = e.Value,
        },
        ModelVersionTagDeleted e => new JsonObject
        {
            ["name"] = e.Name, ["version"] = Format(e.Version), ["key"] = e.Key,
        },
        ModelAliasSet e => new JsonObject { ["name"] = e.Name, ["alias"] = e.Alias, ["version"] = Format(e.Version) },
        ModelAliasDeleted e => new JsonObject { ["name"] = e.Name, ["alias"] = e.Alias },
        _ => throw new ArgumentException(
            $"There is no webhook event for {lifecycleEvent.GetType().Name}.", nameof(lifecycleEvent)),
    };

    private static JsonObject Model(ModelRegistered e, RegisteredModel? model) => new()
    {
        ["name"] = e.Name,
        ["tags"] = Tags(model?.Tags, e.IsPrompt ? ModelMarkerTags : []),
        ["description"] = model?.Description ?? "",
    };

    private static JsonObject Version(ModelVersionCreated e, ModelVersion? version)
    {
        var data = new JsonObject { ["name"] = e.Name, ["version"] = Format(e.Version) };
        if (e.IsPrompt)
        {
            data["template"] = version?.Tags.GetValueOrDefault(TagNames.PromptText);
        }
        else
        {
            data["source"] = e.Source;
            data["run_id"] = e.SourceRunId?.Value;
        }

        data["tags"] = Tags(version?.Tags, e.IsPrompt ? VersionMarkerTags : []);
        data["description"] = version?.Description is { Length: > 0 } value ? value : null;
        return data;
    }

    private static JsonObject Tags(IReadOnlyDictionary<string, string>? tags, string[] excluded)
    {
        var all = new JsonObject();
        foreach (var (key, value) in tags ?? new Dictionary<string, string>())
            if (!excluded.Contains(key)) all[key] = value;
        return all;
    }

    private static T? ValueOrNull<T>(StoreOutcome<T> outcome) where T : class => outcome.IsOk ? outcome.Value : null;

    private static string Format(int version) => version.ToString(CultureInfo.InvariantCulture);
}
