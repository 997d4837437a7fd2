using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Mlflow;
using Tauro.Stores;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>
/// Logs a model among a run's artifacts, for clients from before logged models: a tag of the run lists the models as
/// JSON.
/// </summary>
internal static class LogModel
{
    private static readonly string[] RequiredFields = ["artifact_path", "flavors", "utc_time_created", "run_id"];
    private static readonly string[] StoredFields = ["run_id", "utc_time_created", "artifact_path", "model_uuid"];

    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredId<RunId>("run_id");
        var model = Read(request.RequiredString("model_json"));
        (await store.ChangeTag(id, TagNames.LoggedModels, models => Add(id, models, model), request.Cancel))
            .OrThrow(id);
        return MlflowResult.Empty;
    }

    private static JsonObject Read(string json)
    {
        if (TryParse(json) is not { } model)
            throw MlflowException.Invalid(
                $"Malformed model info. \n {MlflowNames.Cut(json, 1_000)} \n is not a valid JSON.");
        var missing = RequiredFields.Where(field => !model.ContainsKey(field)).Select(field => $"'{field}'").ToList();
        if (missing.Count > 0)
        {
            throw MlflowException.Invalid(
                $"Model json is missing mandatory fields: {{{string.Join(", ", missing)}}}");
        }

        var stored = new JsonObject();
        foreach (var field in StoredFields)
            if (model[field] is { } value) stored[field] = value.DeepClone();
        stored["flavors"] = Flavors(model["flavors"]);
        return stored;
    }

    /// <summary>Copies flavors without their configuration, which may be long.</summary>
    private static JsonNode? Flavors(JsonNode? flavors)
    {
        var copy = flavors?.DeepClone();
        foreach (var flavor in copy as JsonObject ?? [])
            (flavor.Value as JsonObject)?.Remove("config");
        return copy;
    }

    private static StoreOutcome<string> Add(RunId runId, string? models, JsonObject model)
    {
        try
        {
            var list = models is null ? [] : JsonArray.Create(StrictJson.Parse(models)) ?? [];
            list.Add(model.DeepClone());
            return PythonJson.Write(list);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"The tag '{TagNames.LoggedModels}' of run {runId} is not a JSON list of models; delete it first.");
        }
    }

    private static JsonObject? TryParse(string json)
    {
        try
        {
            return JsonObject.Create(StrictJson.Parse(json));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
