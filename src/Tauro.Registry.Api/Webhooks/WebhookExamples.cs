using System.Text.Json.Nodes;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>Creates the payloads that a test of a webhook sends: MLflow's example of each event.</summary>
internal static class WebhookExamples
{
    private const string Key = "example_key";
    private const string Value = "example_value";

    public static JsonObject Create(string name)
    {
        var (entity, action) = (name.Split('.')[0], name.Split('.')[1]);
        var isPrompt = entity.StartsWith("prompt", StringComparison.Ordinal);
        var data = new JsonObject { ["name"] = isPrompt ? "example_prompt" : "example_model" };
        switch (entity.Replace("prompt", "model", StringComparison.Ordinal))
        {
            case "registered_model" or "model":
                data["tags"] = Tags();
                data["description"] = isPrompt ? "An example prompt" : "An example registered model";
                break;
            case "model_version":
                AddVersion(data, isPrompt);
                break;
            case "model_tag" or "model_version_tag":
                if (entity.Contains("version", StringComparison.Ordinal)) data["version"] = "1";
                data["key"] = Key;
                if (action == "set") data["value"] = Value;
                break;
            case "model_version_alias" or "model_alias":
                data["alias"] = "example_alias";
                if (action == "created") data["version"] = "1";
                break;
        }

        return data;
    }

    private static void AddVersion(JsonObject data, bool isPrompt)
    {
        data["version"] = "1";
        if (isPrompt)
        {
            data["template"] = "Hello {{name}}!";
        }
        else
        {
            data["source"] = "models:/123";
            data["run_id"] = "abcd1234abcd5678";
        }

        data["tags"] = Tags();
        data["description"] = isPrompt ? "An example prompt version" : "An example model version";
    }

    private static JsonObject Tags() => new() { [Key] = Value };
}
