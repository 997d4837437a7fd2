using System.Net;
using System.Net.Http.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Trail;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Retention;

/// <summary>In a service of its own, because a policy of another test keeps what this one wants removed.</summary>
public sealed class RetentionTests(TrackingService service) : IClassFixture<TrackingService>
{
    private const string Retention = "/api/v1/tracking/retention";

    [Fact]
    public async Task Ended_runs_beyond_the_newest_are_deleted_and_purged_after_the_grace()
    {
        var experiment = await service.NewExperiment();
        var id = experiment.ExperimentId;
        var runs = new List<RunId>();
        for (var number = 0; number < 4; number++)
            runs.Add((await Read<Run>(await service.Post("/api/v1/runs", new NewRun(id, StartTime: number)))).RunId);
        foreach (var run in runs.Skip(1)) await service.Post($"/api/v1/runs/{run}/end");
        Assert.True((await service.Http.PutAsync(
            $"/api/v1/runs/{runs[1]}/artifacts/model.bin", new ByteArrayContent([1, 2, 3]))).IsSuccessStatusCode);
        var policy = new NewRetentionPolicy
        {
            Scope = new RetentionScope(ExperimentId: id), KeepLast = 2, PurgeAfterDays = 0,
        };

        var item = Assert.Single((await Preview(policy)).Items);
        Assert.Equal(
            (RetentionKind.Run, RetentionAction.Delete, runs[1], 3),
            (item.Kind, item.Action, item.RunId, item.Bytes));
        await Set("few", policy);
        // The first one has not ended, and is kept however old it is.
        Assert.Equal((1, 0), Removed(await Run()));
        Assert.Equal(LifecycleStage.Deleted, (await service.Get<Run>($"/api/v1/runs/{runs[1]}")).LifecycleStage);

        await UntilPreviewHas(policy, RetentionAction.Purge);
        var job = await Run();
        Assert.Equal((0, 1), Removed(job));
        Assert.Equal(3, job.PurgedBytes);
        await Refused(
            await service.Http.GetAsync($"/api/v1/runs/{runs[1]}"), HttpStatusCode.NotFound, ProblemCodes.RunNotFound);
        var entries = (await service.Get<TrailPage>(
            $"/api/v1/tracking/trail?resource=runs/{runs[1]}&actor=retention policy few v1")).Items;
        Assert.Equal([TrailAction.Updated, TrailAction.Deleted], entries.Select(entry => entry.Action));

        await service.Http.DeleteAsync($"/api/v1/experiments/{id}");
        await UntilPreviewHas(policy, RetentionAction.Purge);
        Assert.Equal((0, 1), Removed(await Run()));
        Assert.NotEqual(id, (await service.NewExperiment(experiment.Name)).ExperimentId);
        await service.Http.DeleteAsync($"{Retention}/policies/few");
        Assert.Equal((0, 0), Removed(await Run()));
    }

    [Fact]
    public async Task What_is_on_hold_is_neither_deleted_nor_purged()
    {
        var run = await service.NewRun();
        var (address, experiment) = ($"/api/v1/runs/{run.RunId}", $"/api/v1/experiments/{run.ExperimentId}");
        var body = JsonContent.Create(new NewHold("Case 7"), options: TauroJson.Options);
        Assert.Equal(
            $"runs/{run.RunId}", (await Read<Hold>(await service.Http.PutAsync($"{address}/hold", body))).Resource);
        foreach (var held in new[] { address, experiment })
            await Refused(await service.Http.DeleteAsync(held), HttpStatusCode.Conflict, ProblemCodes.OnHold);
        var mlflow = await service.Post("/api/2.0/mlflow/runs/delete", new { run_id = run.RunId });
        Assert.Equal(HttpStatusCode.Conflict, mlflow.StatusCode);
        await service.Http.DeleteAsync($"{address}/hold");
        Assert.True((await service.Http.DeleteAsync(address)).IsSuccessStatusCode);

        body = JsonContent.Create(new NewHold("Case 8"), options: TauroJson.Options);
        await service.Http.PutAsync($"{experiment}/hold", body);
        await Refused(await service.Post($"{address}/purge"), HttpStatusCode.Conflict, ProblemCodes.OnHold);
        var policy = new NewRetentionPolicy { Scope = new(ExperimentId: run.ExperimentId), PurgeAfterDays = 0 };
        var item = await UntilPreviewHas(policy, RetentionAction.Keep);
        Assert.Equal($"There is a legal hold on 'experiments/{run.ExperimentId}'.", item.Reason);
        Assert.Contains(
            (await service.Get<Page<Hold>>("/api/v1/tracking/holds")).Items, hold => hold.Reason == "Case 8");
        await service.Http.DeleteAsync($"{experiment}/hold");
        await Refused(
            await service.Http.GetAsync($"{experiment}/hold"), HttpStatusCode.NotFound, ProblemCodes.HoldNotFound);
        Assert.True((await service.Post($"{address}/purge")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Files_and_traces_of_what_is_on_hold_can_t_be_deleted_or_replaced()
    {
        var run = await service.NewRun();
        var (address, experiment) = ($"/api/v1/runs/{run.RunId}", $"/api/v1/experiments/{run.ExperimentId}");
        await Write(HttpStatusCode.Created, "a");
        foreach (var held in new[] { address, experiment })
        {
            await service.Http.PutAsJsonAsync($"{held}/hold", new NewHold("Case 9"), TauroJson.Options);
            await Write(HttpStatusCode.Conflict, "a");
            await Write(HttpStatusCode.Created, $"new-{held.Length}");
            await Refused(
                await service.Http.DeleteAsync($"{address}/artifacts/a"), HttpStatusCode.Conflict, ProblemCodes.OnHold);
            var proxied = $"/api/2.0/mlflow-artifacts/artifacts/{run.ExperimentId}";
            Assert.Equal(HttpStatusCode.Conflict, (await service.Http.DeleteAsync(proxied)).StatusCode);
            if (held == experiment)
                Assert.Equal(HttpStatusCode.Conflict, (await service.Post(
                    "/api/3.0/mlflow/traces/delete-traces",
                    new { experiment_id = run.ExperimentId, request_ids = new[] { "tr-1" } })).StatusCode);
            await service.Http.DeleteAsync($"{held}/hold");
        }

        Assert.True((await service.Http.DeleteAsync($"{address}/artifacts/a")).IsSuccessStatusCode);

        async Task Write(HttpStatusCode status, string path) => Assert.Equal(
            status, (await service.Http.PutAsync(
                $"{address}/artifacts/{path}", new ByteArrayContent([1]))).StatusCode);
    }

    [Fact]
    public async Task A_bad_policy_or_hold_is_refused_with_the_remedy()
    {
        foreach (var bad in new[]
        {
            new NewRetentionPolicy { Stages = [] }, new NewRetentionPolicy { KeepLast = -1 },
            new NewRetentionPolicy { KeepDays = Limits.RetentionDaysMax + 1 },
            new NewRetentionPolicy { Scope = new RetentionScope("") },
        })
        {
            await Refused(await Put("bad", bad), HttpStatusCode.BadRequest, ProblemCodes.InvalidPolicy);
            await Refused(
                await service.Post($"{Retention}/preview", new RetentionPreviewRequest { Policy = bad }),
                HttpStatusCode.BadRequest, ProblemCodes.InvalidPolicy);
        }

        await Refused(
            await service.Http.PutAsJsonAsync("/api/v1/experiments/987654/hold", new NewHold("x"), TauroJson.Options),
            HttpStatusCode.NotFound, ProblemCodes.ExperimentNotFound);
    }

    private static (long Deleted, long Purged) Removed(RetentionJob job)
    {
        Assert.Equal((RetentionJobStatus.Completed, 0), (job.Status, job.Failed));
        return (job.Deleted, job.Purged);
    }

    private async Task<RetentionJob> Run() => await Read<RetentionJob>(await service.Post($"{Retention}/run"));

    private async Task<RetentionPreview> Preview(NewRetentionPolicy policy) => await Read<RetentionPreview>(
        await service.Post($"{Retention}/preview", new RetentionPreviewRequest { Policy = policy, Name = "few" }));

    /// <summary>Waits until something is older than it was just now.</summary>
    private async Task<RetentionItem> UntilPreviewHas(NewRetentionPolicy policy, RetentionAction action)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if ((await Preview(policy)).Items.FirstOrDefault(item => item.Action == action) is { } found) return found;
            timeout.Token.ThrowIfCancellationRequested();
        }
    }

    private Task<HttpResponseMessage> Put(string name, NewRetentionPolicy policy) =>
        service.Http.PutAsJsonAsync($"{Retention}/policies/{name}", policy, TauroJson.Options);

    private async Task Set(string name, NewRetentionPolicy policy) =>
        await Read<RetentionPolicy>(await Put(name, policy));
}
