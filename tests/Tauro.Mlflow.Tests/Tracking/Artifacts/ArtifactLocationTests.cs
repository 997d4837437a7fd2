using System.Net;
using System.Text.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.TestServers;

namespace Tauro.Mlflow.Tests.Tracking.Artifacts;

/// <summary>The artifacts of runs in experiments with an artifact location of their own.</summary>
[Collection("suite")]
public sealed class ArtifactLocationTests(Suite suite)
{
    private static readonly ByteArrayContent Nothing = new([]);

    [Theory]
    [InlineData("mlflow-artifacts:/teams/x", "teams/x")]
    [InlineData("mlflow-artifacts://host:5000/teams/x/", "teams/x")]
    [InlineData("mlflow-artifacts:/teams/a%20b", "teams/a b")]
    public async Task A_run_has_the_same_artifacts_in_both_APIs_wherever_they_are(string location, string folder)
    {
        var run = await NewRun(location);
        var root = $"{string.Join('/', folder.Split('/').Select(Uri.EscapeDataString))}/{run.RunId}/artifacts";
        await MlflowArtifacts.Ok(await suite.Http.PutAsync(
            $"/api/2.0/mlflow-artifacts/artifacts/{root}/model/theirs", new ByteArrayContent([1])));
        using var put = await suite.Http.PutAsync(
            $"/api/v1/runs/{run.RunId}/artifacts/model/ours", new ByteArrayContent([2]));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        var native = await suite.Get<Page<Artifact>>($"/api/v1/runs/{run.RunId}/artifacts?recursive=true");
        Assert.Equal(["model/ours", "model/theirs"], native.Items.Select(item => item.Path));
        var listed = await suite.Call($"artifacts/list?run_id={run.RunId}&path=model");
        Assert.Equal(["model/ours", "model/theirs"], listed.GetStrings("files", "path"));
        Assert.Equal([1], await suite.Http.GetByteArrayAsync($"/api/v1/runs/{run.RunId}/artifacts/model/theirs"));
        Assert.Equal([2], await suite.Http.GetByteArrayAsync($"/get-artifact?run_id={run.RunId}&path=model/ours"));
        Assert.Equal(2, (await MlflowArtifacts.Events(suite)).Count(lifecycleEvent =>
            lifecycleEvent.Type == "tauro.artifact.logged"
            && lifecycleEvent.Subject.Contains(run.RunId, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_upload_in_parts_and_a_model_version_find_the_location_of_the_run()
    {
        var run = await NewRun("mlflow-artifacts:/teams/y");
        var upload = await Suite.Read<ArtifactUpload>(
            await suite.Post($"/api/v1/runs/{run.RunId}/uploads", new { path = "model/model.pkl" }));
        Assert.Equal("model/model.pkl", upload.Path);
        await Suite.Read<JsonElement>(await suite.Post($"/api/v1/tracking/uploads/{upload.UploadId}/complete"));

        var name = $"located-{Guid.NewGuid():N}";
        await Suite.Read<JsonElement>(await suite.Post(
            $"/api/v1/models/{name}/versions",
            // Not a reference, for which Tracking would have to be notified.
            new { source = $"runs:/{run.RunId}/model", artifact_mode = "COPY" }));
        await Eventually.True(
            async () => (await suite.Get<ModelVersion>($"/api/v1/models/{name}/versions/1")).Status
                != ModelVersionStatus.PendingRegistration,
            "the version is settled");
        var version = await suite.Get<ModelVersion>($"/api/v1/models/{name}/versions/1");
        Assert.Equal((ModelVersionStatus.Ready, null), (version.Status, version.StatusMessage));
        Assert.Equal(["model.pkl"], version.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Artifacts_that_this_server_does_not_serve_are_refused_with_their_location()
    {
        var run = await NewRun("s3://bucket/x");
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, ""), (HttpMethod.Get, "/a"), (HttpMethod.Put, "/a"), (HttpMethod.Delete, "/a"),
        })
        {
            var (status, problem) = await suite.Send(
                method, $"/api/v1/runs/{run.RunId}/artifacts{path}", method == HttpMethod.Put ? Nothing : null);
            Assert.Equal((409, "artifacts_elsewhere"), (status, problem.GetString("code")));
            Assert.Contains($"s3://bucket/x/{run.RunId}/artifacts", problem.GetString("detail"));
        }

        Assert.Contains(
            "which this server does not serve", await suite.Refused($"/get-artifact?run_id={run.RunId}&path=a", null));
    }

    private async Task<Run> NewRun(string location)
    {
        var experiment = (await suite.Call(
            "experiments/create", new { name = $"at {Guid.NewGuid():N}", artifact_location = location }))
            .GetString("experiment_id");
        return await Suite.Read<Run>(await suite.Post("/api/v1/runs", new NewRun(new(experiment))));
    }
}
