using System.Net;
using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Journey;

/// <summary>
/// Goes from an experiment to a model in production, through the gateway and real processes, and then queries the data
/// folder with DuckDB. Each configuration of the stack inherits it.
/// </summary>
public abstract class SuiteJourney : StackTests
{
    private const int Points = 10_000;
    private const long ArtifactBytes = 64 << 20;
    private const string Model = "fraud-detector";
    private static readonly string[] Keys = ["auc", "loss", "val/f1"];

    /// <summary>Returns a running stack, which the test stops. Other tests may have left data in it.</summary>
    protected abstract Task<HostedStack> GetStack();

    /// <summary>The carrier that <c>/status</c> must report.</summary>
    protected abstract string Carrier { get; }

    [Fact]
    public async Task A_model_goes_from_experiment_to_production_and_its_data_can_be_queried()
    {
        var stack = await GetStack();
        StackUnderTest = stack;
        var api = stack.Api;
        await using var trackingStream = new EventFollower(api, "tracking");
        await using var registryStream = new EventFollower(api, "registry");
        foreach (var service in new[] { "tracking", "registry" })
            Assert.Equal(Carrier, (await api.Bus(service)).Carrier);

        var experiment = await api.CreateExperiment("fraud tuning");
        var points = TestPoints();
        var run = await TrackRun(api, experiment.ExperimentId, points);
        var other = await api.StartRun(new NewRun(experiment.ExperimentId, "trial 2",
            Params: new Dictionary<string, string> { ["lr"] = "0.1" }));
        await api.Log(other.RunId, new RunBatch([new MetricPoint("auc", 0.5, 1_700_000_000_000, 1)]));
        await api.EndRun(other.RunId);

        await RegisterTwice(api, run.RunId);
        await api.EndRun(run.RunId);
        await Promote(api);
        await Search(api, experiment.ExperimentId, run.RunId);
        await Compare(api, run.RunId, other.RunId);
        await AssertHistory(api, run.RunId, points);
        await AssertEffects(api, run.RunId);
        await AssertEvents(api, trackingStream, registryStream);

        var expected = await DuckDbFolder.Expected(api);
        Assert.All([run.RunId, other.RunId], id => Assert.Contains(expected.Runs, line => line.StartsWith($"{id}|")));
        await stack.Stop();
        await DuckDbFolder.Assert(stack.Data, expected);
    }

    private static MetricPoint[] TestPoints() =>
    [
        .. Enumerable.Range(0, Points).Select(i => new MetricPoint(
            Keys[i % Keys.Length], i == 4_711 ? double.NaN : Math.Sin(i) / (i + 1), 1_700_000_000_000 + i, i / 3)),
    ];

    private static async Task<Run> TrackRun(TauroApi api, ExperimentId experimentId, MetricPoint[] points)
    {
        var run = await api.StartRun(new NewRun(experimentId, "trial 1",
            Params: new Dictionary<string, string> { ["lr"] = "0.01", ["depth"] = "6" }));
        await Task.WhenAll(points.Chunk(2_500).Select(part => api.Log(run.RunId, new RunBatch(part))));
        await api.Send(HttpMethod.Post, $"/api/v1/runs/{run.RunId}/tags",
            new TagsToSet(new Dictionary<string, string> { ["team"] = "risk" }));

        var sha256 = Artifacts.Sha256Of(new NoiseStream(ArtifactBytes, seed: 1));
        var stored = await api.Upload(
            $"/api/v1/runs/{run.RunId}/artifacts/model/weights.bin", new NoiseStream(ArtifactBytes, seed: 1), sha256);
        Assert.Equal((sha256, ArtifactBytes, "model/weights.bin"), (stored.Sha256, stored.SizeBytes, stored.Path));
        return run;
    }

    private static async Task RegisterTwice(TauroApi api, RunId runId)
    {
        var source = $"runs:/{runId}/model";
        var version1 = new NewModelVersion(ModelFramework.Pytorch, ArtifactMode.Reference, source);
        var first = await api.Register(Model, version1);
        var second = await api.Register(Model, version1 with { ArtifactMode = ArtifactMode.Copy });
        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Equal(ModelVersionStatus.PendingRegistration, second.Status);

        foreach (var (version, result) in new[] { (1, HttpStatusCode.TemporaryRedirect), (2, HttpStatusCode.OK) })
        {
            await Eventually.True(async () => await IsReady(api, version), $"version {version} is READY");
            var file = Assert.Single((await api.GetVersion(Model, version)).Files);
            Assert.Equal(("weights.bin", ArtifactBytes), (file.Path, file.SizeBytes));
            var (sha256, bytes, first307) =
                await api.Download($"/api/v1/models/{Model}/versions/{version}/artifacts/weights.bin");
            Assert.Equal((file.Sha256, ArtifactBytes, result), (sha256, bytes, first307));
            Assert.Equal(Artifacts.Sha256Of(new NoiseStream(ArtifactBytes, seed: 1)), sha256);
        }
    }

    private static async Task<bool> IsReady(TauroApi api, int number)
    {
        var version = await api.GetVersion(Model, number);
        Assert.True(version.Status != ModelVersionStatus.Failed, version.StatusMessage);
        return version.Status == ModelVersionStatus.Ready;
    }

    private static async Task Promote(TauroApi api)
    {
        foreach (var version in new[] { 2, 1 })
            await api.Send(HttpMethod.Post, $"/api/v1/models/{Model}/versions/{version}/stage",
                new { stage = "PRODUCTION", archive_existing = true });
        Assert.Equal(ModelStage.Production, (await api.GetVersion(Model, 1)).Stage);
        Assert.Equal(ModelStage.Archived, (await api.GetVersion(Model, 2)).Stage);
        await api.Send(HttpMethod.Put, $"/api/v1/models/{Model}/aliases/champion", new { version = 1 });
        Assert.Equal(1, (await api.Get<ModelVersion>($"/api/v1/models/{Model}/aliases/champion")).Version);
    }

    private static async Task Search(TauroApi api, ExperimentId experimentId, RunId runId)
    {
        var runs = await api.Send<Page<Run>>(HttpMethod.Post, "/api/v1/runs/search", new
        {
            experiment_ids = new[] { experimentId },
            filter = "params.lr = '0.01' AND tags.team = 'risk' AND status = 'COMPLETED'",
        });
        Assert.Equal(runId, Assert.Single(runs.Items).RunId);

        var models = await api.Get<Page<RegisteredModel>>("/api/v1/models?name=fraud*");
        Assert.Equal(2, Assert.Single(models.Items).LastVersion);
        var inProduction = await api.Get<Page<ModelVersion>>("/api/v1/model-versions?stage=PRODUCTION");
        Assert.Equal(1, Assert.Single(inProduction.Items).Version);
        var latest = await api.Get<ModelVersion>($"/api/v1/models/{Model}/versions/latest");
        Assert.Equal(2, latest.Version);
    }

    private static async Task Compare(TauroApi api, string item, string two)
    {
        using var compared = await api.Document($"/api/v1/runs/compare?run_id={item}&run_id={two}");
        var values = compared.RootElement.GetProperty("params").GetProperty("lr").EnumerateArray();
        Assert.Equal(["0.01", "0.1"], values.Select(value => value.GetString()));
        var depth = compared.RootElement.GetProperty("params").GetProperty("depth").EnumerateArray().ToList();
        Assert.Equal((2, JsonValueKind.Null), (depth.Count, depth[1].ValueKind));

        var csv = await api.Http.GetStringAsync($"/api/v1/runs/compare?run_id={item}&run_id={two}&format=csv");
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("run_id,name,status,duration_seconds,", lines[0]);
        Assert.Contains("param_depth,param_lr,", lines[0]);
        Assert.StartsWith($"{two},trial 2,COMPLETED,", lines[2]);
    }

    private static async Task AssertHistory(TauroApi api, RunId runId, MetricPoint[] points)
    {
        foreach (var key in Keys)
        {
            var read = new List<MetricValue>();
            for (string? token = ""; token is not null;)
            {
                var page = await api.Get<Page<MetricValue>>(
                    $"/api/v1/runs/{runId}/metrics/history?key={Uri.EscapeDataString(key)}&max_results=1000" +
                    (token == "" ? "" : $"&page_token={Uri.EscapeDataString(token)}"));
                read.AddRange(page.Items);
                token = page.NextPageToken;
            }

            Assert.Equal(
                points.Where(p => p.Key == key).Select(p => new MetricValue(p.Step, p.Timestamp, p.Value)), read);
        }
    }

    private static async Task AssertEffects(TauroApi api, RunId runId)
    {
        await Eventually.True(
            async () => (await api.GetRun(runId)).ModelVersions.SequenceEqual([$"{Model}/1", $"{Model}/2"]),
            "the run is linked to its versions");
        foreach (var version in new[] { 1, 2 })
            await Eventually.True(
                async () => (await api.GetVersion(Model, version)).SourceRunStatus == "COMPLETED",
                $"version {version} has the final status of its run");
    }

    private static async Task AssertEvents(TauroApi api, params EventFollower[] streams)
    {
        foreach (var (service, stream) in new[] { "tracking", "registry" }.Zip(streams))
        {
            await Eventually.True(async () => (await api.Bus(service)).Lag == 0, $"{service} has published all events");
            var history = await api.Events(service, limit: 3);
            EventHistory.AssertComplete(history);
            await stream.WaitFor(history[^1].Sequence);
            Assert.Equal(history.Select(e => (e.Sequence, e.Id, e.Type, e.Subject)),
                stream.Seen.Select(e => (e.Sequence, e.Id, e.Type, e.Subject)));
        }
    }
}
