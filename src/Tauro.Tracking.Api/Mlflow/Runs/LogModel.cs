using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>
/// How clients before logged models told of a model among a run's artifacts: a tag of the run lists them all as JSON.
/// </summary>
internal static class LogModel
{
    private static readonly string[] Required = ["artifact_path", "flavors", "utc_time_created", "run_id"];
    private static readonly string[] Kept = ["run_id", "utc_time_created", "artifact_path", "model_uuid"];

    // The list is read, made longer and written: one after the other, or the last would take away the others'.
    private static readonly SemaphoreSlim Turn = new(1);

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredText("run_id");
        var model = Read(request.RequiredText("model_json"));
        await Turn.WaitAsync(request.Cancel);
        try
        {
            var run = (await store.GetRun(id, request.Cancel)).OrThrow(id);
            var history = HistoryOf(run);
            history.Add(model);
            var tags = new Dictionary<string, string> { [TagNames.LoggedModels] = history.ToJsonString() };
            (await store.Log(id, new RunBatch(Tags: tags), request.Cancel)).OrThrow(id);
        }
        finally
        {
            Turn.Release();
        }

        return MlflowAnswer.Empty;
    }

    private static JsonObject Read(string json)
    {
        if (TryParse(json) is not { } model)
            throw MlflowException.Invalid(
                $"Malformed model info. \n {MlflowNames.Cut(json, 1_000)} \n is not a valid JSON.");
        var missing = Required.Where(field => !model.ContainsKey(field)).Select(field => $"'{field}'").ToList();
        if (missing.Count > 0)
        {
            throw MlflowException.Invalid(
                $"Model json is missing mandatory fields: {{{string.Join(", ", missing)}}}");
        }

        var kept = new JsonObject();
        foreach (var field in Kept)
            if (model[field] is { } value) kept[field] = value.DeepClone();
        kept["flavors"] = Flavors(model["flavors"]);
        return kept;
    }

    /// <summary>Without their configuration, which may be long.</summary>
    private static JsonNode? Flavors(JsonNode? flavors)
    {
        var copy = flavors?.DeepClone();
        foreach (var flavor in copy as JsonObject ?? [])
            (flavor.Value as JsonObject)?.Remove("config");
        return copy;
    }

    private static JsonArray HistoryOf(Run run)
    {
        try
        {
            var text = run.Tags.GetValueOrDefault(TagNames.LoggedModels);
            return text is null ? [] : JsonNode.Parse(text) as JsonArray ?? [];
        }
        catch (JsonException)
        {
            throw MlflowException.Invalid(
                $"The tag '{TagNames.LoggedModels}' of run {run.RunId} holds no list of models; delete it first.");
        }
    }

    private static JsonObject? TryParse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
