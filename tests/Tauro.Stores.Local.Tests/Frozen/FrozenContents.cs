using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Events;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Models;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Tests.Frozen;

/// <summary>Reads the content of a store through its interfaces, as JSON.</summary>
internal static class FrozenContents
{
    private static readonly PageRequest All = new(Limits.PageSizeMax);

    public static async Task<JsonObject> OfTracking(IServiceProvider services, IEnumerable<string> uploads)
    {
        var runs = services.GetRequiredService<IRunStore>();
        var models = services.GetRequiredService<ILoggedModelStore>();
        var traces = services.GetRequiredService<ITraceStore>();
        var datasets = services.GetRequiredService<IEvaluationStore>();
        var scorers = services.GetRequiredService<IScorerStore>();
        var experiments = Ok(await runs.SearchExperiments(new ExperimentQuery(All, LifecycleView.All))).Items;
        ExperimentId[] ids = [.. experiments.Select(experiment => experiment.ExperimentId)];
        var foundRuns = Ok(await runs.SearchRuns(new RunQuery(ids, All, LifecycleView.All))).Items;
        var foundTraces = Ok(await traces.SearchTraces(new TraceQuery(ids, All))).Items;
        var foundDatasets = Ok(await datasets.SearchDatasets(new EvaluationQuery([], All))).Items;
        var foundScorers = Ok(await scorers.List(null));
        return new JsonObject
        {
            ["experiments"] = Json(experiments),
            ["runs"] = Json(foundRuns),
            ["history"] = await Each(foundRuns, run => run.RunId, run => History(runs, run)),
            ["inputs"] = Json(Ok(await runs.GetInputs([.. foundRuns.Select(run => run.RunId)]))),
            ["logged_models"] = Json(Ok(await models.SearchLoggedModels(new LoggedModelQuery(ids, All))).Items),
            ["traces"] = Json(foundTraces),
            ["spans"] = await Each(
                foundTraces, trace => trace.TraceId, async trace => Json(Ok(await traces.GetSpans(trace.TraceId)))),
            ["datasets"] = Json(foundDatasets),
            ["records"] = await Each(
                foundDatasets, dataset => dataset.DatasetId,
                async dataset => Json(Ok(await datasets.GetRecords(dataset.DatasetId, All)).Items)),
            ["scorers"] = await Each(
                foundScorers, version => version.ScorerId,
                async version => Json(Ok(await scorers.Versions(version.ExperimentId, version.Name)))),
            ["scorings"] = Json(Ok(
                await scorers.OnlineScorings([.. foundScorers.Select(version => version.ScorerId)]))),
            ["shared"] = await Shared(services, uploads),
        };
    }

    public static async Task<JsonObject> OfRegistry(IServiceProvider services, IEnumerable<string> uploads)
    {
        var models = services.GetRequiredService<IModelStore>();
        var webhooks = await services.GetRequiredService<IWebhookStore>().All();
        return new JsonObject
        {
            ["models"] = Json(Ok(await models.SearchModels(new ModelQuery(All))).Items),
            ["versions"] = Json(Ok(await models.SearchVersions(new ModelVersionQuery(All))).Items),
            ["webhooks"] = Json(webhooks),
            ["shared"] = await Shared(services, uploads),
        };
    }

    private static async Task<JsonNode> Shared(IServiceProvider services, IEnumerable<string> uploads)
    {
        var artifacts = services.GetRequiredService<ArtifactStore>();
        var events = services.GetRequiredService<IEventLog>();
        var files = Ok(await artifacts.List(ArtifactPath.Root, All, recursive: true)).Items;
        return new JsonObject
        {
            ["artifacts"] = Json(files),
            ["contents"] = await Each(files, file => file.Path, file => Content(artifacts, file)),
            ["uploads"] = await Each(uploads, id => id, async id => Json(Ok(await artifacts.GetUpload(new(id))))),
            ["events"] = Json(Ok(await events.Read(0, Limits.EventPageSizeMax))),
            ["cursors"] = await Each(
                ["relay", "reader"], name => name, async name => Json((await events.GetCursor(name)).Sequence)),
        };
    }

    private static async Task<JsonNode> History(IRunStore runs, Run run)
    {
        return await Each(run.Metrics.Keys.Order(StringComparer.Ordinal), key => key, async key =>
            Json(Ok(await runs.GetMetricHistory(
                new MetricHistoryQuery(run.RunId, key, new PageRequest(Limits.HistoryPageSizeMax)))).Items));
    }

    private static async Task<JsonNode> Content(ArtifactStore artifacts, Artifact file)
    {
        Assert.True(ArtifactPath.TryParse(file.Path, out var path, out _));
        await using var content = Ok(await artifacts.Open(path));
        using var bytes = new MemoryStream();
        await content.Content.CopyToAsync(bytes);
        return Json(bytes.ToArray());
    }

    private static async Task<JsonNode> Each<T>(
        IEnumerable<T> items, Func<T, string> name, Func<T, Task<JsonNode>> read)
    {
        var all = new JsonObject();
        foreach (var item in items.OrderBy(name, StringComparer.Ordinal)) all[name(item)] = await read(item);
        return all;
    }

    private static T Ok<T>(StoreOutcome<T> outcome)
    {
        Assert.True(outcome.IsOk, outcome.Problem?.Message);
        return outcome.Value;
    }

    private static JsonNode Json<T>(T value) => JsonSerializer.SerializeToNode(value, TauroJson.Options)!;
}
