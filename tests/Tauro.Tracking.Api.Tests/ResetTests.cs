using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.TestServers;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests;

public sealed class ResetTests
{
    private const string Reset = "/internal/testing/reset";
    private const string Mlflow = "/api/3.0/mlflow";

    [Fact]
    public async Task Without_the_variable_the_route_does_not_exist()
    {
        using var folder = new TemporaryFolder();
        await using var app = await Start(folder, allowed: false);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync(Reset, null)).StatusCode);
    }

    [Fact]
    public async Task A_reset_leaves_only_the_Default_experiment_also_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var app = await Start(folder))
        {
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var first = await Fill(http, "first");
            var events = await LastEvent(http);
            Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync(Reset, null)).StatusCode);
            await IsNew(http, first);
            Assert.Equal(events, await LastEvent(http));

            // The old names and ids are free again, and what is written from now on is kept.
            var second = await Fill(http, "first");
            Assert.Equal(first.ExperimentId, second.ExperimentId);
            await Fill(http, "second");
            Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync(Reset, null)).StatusCode);
            await IsNew(http, second);
            await Fill(http, "kept");
        }

        await using (var app = await Start(folder))
        {
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var all = await Get<Page<Experiment>>(http, "/api/v1/experiments");
            Assert.Equal(["Default", "kept", "kept deleted"], all.Items.Select(experiment => experiment.Name).Order());
            Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync(Reset, null)).StatusCode);
        }
    }

    private static async Task<Run> Fill(HttpClient http, string name)
    {
        var experiment = await Post<Experiment>(http, "/api/v1/experiments", new { name });
        var run = await Post<Run>(http, "/api/v1/runs", new { experiment_id = experiment.ExperimentId });
        using var put = await http.PutAsync($"/api/v1/runs/{run.RunId}/artifacts/a/b", new ByteArrayContent([1]));
        Assert.True(put.IsSuccessStatusCode);
        var model = await Post<JsonElement>(
            http, "/api/2.0/mlflow/logged-models", new { experiment_id = experiment.ExperimentId });
        await Post<JsonElement>(http, "/api/2.0/mlflow/runs/log-metric", new
        {
            run_id = run.RunId, key = "acc", value = 1, timestamp = 1,
            model_id = model.GetProperty("model").GetProperty("info").GetProperty("model_id").GetString(),
        });
        await Post<JsonElement>(http, $"/api/v1/runs/{run.RunId}/uploads", new { path = "big" });
        await FillEvaluation(http, experiment.ExperimentId);
        await Post<Experiment>(http, "/api/v1/experiments", new { name = name + " deleted" });
        return run;
    }

    private static async Task IsNew(HttpClient http, Run before)
    {
        var left = Assert.Single((await Get<Page<Experiment>>(http, "/api/v1/experiments")).Items);
        Assert.Equal(("0", "Default"), (left.ExperimentId, left.Name));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/v1/runs/{before.RunId}")).StatusCode);
        var models = await Post<JsonElement>(
            http, "/api/2.0/mlflow/logged-models/search", new { experiment_ids = new[] { "0", before.ExperimentId } });
        Assert.Equal("{}", models.ToString());
        var files = await http.GetStringAsync("/api/2.0/mlflow-artifacts/artifacts");
        Assert.Equal("{}", files);
        Assert.Equal("{}", await http.GetStringAsync($"{Mlflow}/datasets/search"));
        Assert.Equal("{}", await http.GetStringAsync($"{Mlflow}/scorers/list"));
        var traces = await Post<JsonElement>(http, $"{Mlflow}/traces/search", new { locations = new[] { In("1") } });
        Assert.False(traces.TryGetProperty("traces", out _));
    }

    private static object In(string experimentId) => new { mlflow_experiment = new { experiment_id = experimentId } };

    private static async Task FillEvaluation(HttpClient http, string experimentId)
    {
        await Post<JsonElement>(http, $"{Mlflow}/traces", new
        {
            trace = new { trace_info = new { trace_id = $"tr-{experimentId}", trace_location = In(experimentId) } },
        });
        var dataset = await Post<JsonElement>(http, $"{Mlflow}/datasets/create", new { name = "questions" });
        var id = dataset.GetProperty("dataset").GetProperty("dataset_id").GetString();
        await Post<JsonElement>(
            http, $"{Mlflow}/datasets/{id}/records", new { records = """[{"inputs":{"q":1}}]""" });
        await Post<JsonElement>(http, $"{Mlflow}/scorers/register", new
        {
            experiment_id = experimentId, name = "safety", serialized_scorer = "{}",
        });
    }

    private static async Task<long> LastEvent(HttpClient http) =>
        (await Get<JsonElement>(http, "/api/v1/tracking/events")).GetProperty("last_sequence").GetInt64();

    private static async Task<T> Get<T>(HttpClient http, string path) => await Read<T>(await http.GetAsync(path));

    private static async Task<T> Post<T>(HttpClient http, string path, object body) => await Read<T>(
        await http.PostAsync(path, new StringContent(
            JsonSerializer.Serialize(body, TauroJson.Options), null, "application/json")));

    private static Task<WebApplication> Start(TemporaryFolder folder, bool allowed = true) =>
        TrackingHost.Start(folder, ("TAURO_TESTING_RESET", allowed ? "1" : null));
}
