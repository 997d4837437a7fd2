using System.Net;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Experiments;

[Collection("service")]
public sealed class PurgeTests(TrackingService service)
{
    [Fact]
    public async Task A_deleted_experiment_is_purged_with_its_runs_and_their_artifacts()
    {
        var experiment = await service.NewExperiment();
        var address = $"/api/v1/experiments/{experiment.ExperimentId}";
        var run = await Read<Run>(await service.Post("/api/v1/runs", new NewRun(experiment.ExperimentId)));
        var artifact = $"/api/v1/runs/{run.RunId}/artifacts/model.bin";
        Assert.True((await service.Http.PutAsync(artifact, new ByteArrayContent([1, 2, 3]))).IsSuccessStatusCode);
        await Refused(await service.Post($"{address}/purge"),
            HttpStatusCode.Conflict, ProblemCodes.ExperimentNotDeleted);
        await service.Http.DeleteAsync(address);

        var purge = await Read<Purge>(await service.Post($"{address}/purge"), HttpStatusCode.OK);

        Assert.Equal(
            (PurgeStatus.Completed, experiment.ExperimentId, 1, 1, 3),
            (purge.Status, purge.ExperimentId, purge.Runs, purge.Artifacts, purge.ArtifactBytes));
        foreach (var (gone, code) in new[]
        {
            (address, ProblemCodes.ExperimentNotFound), ($"/api/v1/runs/{run.RunId}", ProblemCodes.RunNotFound),
            (artifact, ProblemCodes.RunNotFound),
        })
            await Refused(await service.Http.GetAsync(gone), HttpStatusCode.NotFound, code);
        var proxied = $"/api/2.0/mlflow-artifacts/artifacts/{experiment.ExperimentId}/{run.RunId}/artifacts/model.bin";
        Assert.Equal(HttpStatusCode.NotFound, (await service.Http.GetAsync(proxied)).StatusCode);
        Assert.NotEqual(
            experiment.ExperimentId, (await Read<Experiment>(await service.Post(
                "/api/v1/experiments", new NewExperiment(experiment.Name)), HttpStatusCode.Created)).ExperimentId);
    }

    [Fact]
    public async Task The_artifacts_of_a_run_that_is_being_purged_cannot_be_read()
    {
        await using var slow = TrackingService.With(("LocalStore:PurgedPerSecond", "100"));
        var run = await slow.NewRun();
        var address = $"/api/v1/runs/{run.RunId}";
        // More than two commits remove, after which there is a pause.
        await Parallel.ForAsync(0, 2_010, async (i, cancel) => Assert.True((await slow.Http.PutAsync(
            $"{address}/artifacts/{i}", new ByteArrayContent([1]), cancel)).IsSuccessStatusCode));
        await slow.Http.DeleteAsync(address);
        Assert.Equal(PurgeStatus.Running, (await Read<Purge>(await slow.Post($"{address}/purge"))).Status);

        foreach (var read in new[] { "/artifacts", "/artifacts/999" })
            await Refused(
                await slow.Http.GetAsync(address + read), HttpStatusCode.Conflict, ProblemCodes.BeingPurged);
        var root = $"{run.ExperimentId}/{run.RunId}/artifacts";
        foreach (var read in new[]
        {
            $"/get-artifact?run_id={run.RunId}&path=999", $"/api/2.0/mlflow/artifacts/list?run_id={run.RunId}",
            $"/api/2.0/mlflow-artifacts/artifacts/{root}/999", $"/api/2.0/mlflow-artifacts/artifacts?path={root}",
        })
        {
            var response = await slow.Http.GetAsync(read);
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
            Assert.Contains("RESOURCE_CONFLICT", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_deleted_run_is_purged_and_cannot_be_restored()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        await Refused(await service.Post($"{address}/purge"), HttpStatusCode.Conflict, ProblemCodes.RunNotDeleted);
        await service.Http.DeleteAsync(address);
        Assert.Equal(
            PurgeStatus.Completed, (await Read<Purge>(await service.Post($"{address}/purge"))).Status);
        await Refused(
            await service.Post($"{address}/restore"), HttpStatusCode.NotFound, ProblemCodes.RunNotFound);
        await Refused(await service.Post($"{address}/purge"), HttpStatusCode.NotFound, ProblemCodes.RunNotFound);
    }
}
