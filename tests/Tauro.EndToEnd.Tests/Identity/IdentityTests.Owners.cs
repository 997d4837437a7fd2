using System.Net;
using System.Net.Http.Json;
using Tauro.Contracts.Access;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Identity;

public sealed partial class IdentityTests
{
    /// <summary>Two training jobs that may create what they need, and see nothing of each other.</summary>
    private async Task AssertOwnersShareNothing()
    {
        using var olga = await CreateClient("olga", ResourceType.Workspace, AccessLevel.Use);
        using var eva = await CreateClient("eva", ResourceType.Workspace, AccessLevel.Use);
        var created = await olga.Http.PostAsJsonAsync(
            "/api/2.0/mlflow/experiments/create", new { name = "olga's plans" });
        var experimentId = (await created.Content.ReadFromJsonAsync<Dictionary<string, string>>())!["experiment_id"];
        // The owner is in the experiment's document, so no crash can part them.
        await stack.KillAndAwaitRestart("tracking");
        var run = await olga.StartRun(new NewRun(new(experimentId), "hidden"));
        await olga.Log(run.RunId, new RunBatch([new MetricPoint("auc", 0.9, 1_700_000_000_000)]));
        Assert.Equal(HttpStatusCode.OK, await Put(
            olga, $"/api/2.0/mlflow-artifacts/artifacts/{experimentId}/{run.RunId}/artifacts/model/w.bin"));
        var fromRun = new NewModelVersion(Source: $"runs:/{run.RunId}/model", SourceRunId: run.RunId);
        var version = await olga.Register("olgas-net", fromRun);
        await Eventually.True(
            async () => (await olga.GetVersion("olgas-net", version.Version)).Status == ModelVersionStatus.Ready,
            "the artifacts are copied");

        foreach (var path in new[]
        {
            $"/api/2.0/mlflow/experiments/get?experiment_id={experimentId}",
            $"/api/2.0/mlflow/runs/get?run_id={run.RunId}", $"/api/v1/runs/{run.RunId}/artifacts/model/w.bin",
            $"/api/2.0/mlflow/metrics/get-history?run_id={run.RunId}&metric_key=auc",
            "/api/2.0/mlflow/registered-models/get?name=olgas-net", "/api/v1/models/olgas-net/versions/1",
        })
        {
            Assert.Equal(HttpStatusCode.OK, (await olga.Http.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await eva.Http.GetAsync(path)).StatusCode);
        }

        Assert.Empty((await eva.Get<Page<Experiment>>("/api/v1/experiments")).Items);
        Assert.Empty((await eva.Get<Page<RegisteredModel>>("/api/v1/models")).Items);
        Assert.Equal(HttpStatusCode.Forbidden, await Put(
            eva, $"/api/2.0/mlflow-artifacts/artifacts/{experimentId}/{run.RunId}/artifacts/model/w.bin"));
        using var stolen = await eva.Http.PostAsJsonAsync(
            "/api/v1/models/evas-net/versions",
            new { source = $"runs:/{run.RunId}/model", source_run_id = run.RunId.Value });
        Assert.Equal(HttpStatusCode.Forbidden, stolen.StatusCode);
        using var added = await eva.Http.PostAsJsonAsync(
            "/api/v1/models/olgas-net/versions", new { artifact_mode = "NONE" });
        Assert.Equal(HttpStatusCode.NotFound, added.StatusCode);
    }

    private static async Task<HttpStatusCode> Put(TauroApi api, string path)
    {
        using var content = new ByteArrayContent("weights"u8.ToArray());
        using var response = await api.Http.PutAsync(path, content);
        return response.StatusCode;
    }
}
