using System.Text.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Trail;

namespace Tauro.Registry.Api.Tests.Retention;

public sealed class RetentionTests
{
    private const string Retention = "/api/v1/registry/retention";
    private const string Policy = $"{Retention}/policies/few";
    private const string Versions = "/api/v1/models/fraud/versions";

    private static readonly object KeepOne = new { keep_last = 1, stages = new[] { "STAGING" } };

    [Fact]
    public async Task A_policy_has_versions_and_defaults()
    {
        await using var registry = await RegistryHost.Start();
        var first = await registry.Ok<RetentionPolicy>(HttpMethod.Put, Policy, new { by = "ana" });
        Assert.Equal((1, 90, 100, "ana"), (first.Version, first.KeepDays, first.KeepLast, first.By));
        Assert.Equal(1, (await registry.Ok<RetentionPolicy>(HttpMethod.Put, Policy, new { })).Version);
        var second = await registry.Ok<RetentionPolicy>(HttpMethod.Put, Policy, KeepOne);
        Assert.Equal((2, null, 1), (second.Version, second.KeepDays, second.KeepLast));
        Assert.Equal(
            "few", Assert.Single((await registry.Ok<Page<RetentionPolicy>>(
                HttpMethod.Get, $"{Retention}/policies")).Items).Name);
        await registry.Ok(HttpMethod.Delete, $"{Policy}?by=bo");
        await registry.Refused(404, "retention_policy_not_found", HttpMethod.Get, Policy);

        await registry.Restart();
        var deleted = await registry.Ok<RetentionPolicy>(HttpMethod.Get, $"{Policy}?version=3");
        Assert.Equal((true, "bo"), (deleted.IsDeleted, deleted.By));
        await registry.Refused(404, "retention_policy_not_found", HttpMethod.Get, $"{Policy}?version=4");
        await registry.Refused(400, "invalid_policy", HttpMethod.Put, Policy, new { keep_days = -1 });
        await registry.Refused(400, "invalid_policy", HttpMethod.Put, Policy, new { purge_after_days = 1 });
        await registry.Refused(
            400, "invalid_policy", HttpMethod.Put, Policy, new { scope = new { experiment_id = "1" } });
        await registry.Refused(400, "invalid_name", HttpMethod.Put, $"{Retention}/policies/a%20b", new { });
    }

    [Fact]
    public async Task A_preview_gives_each_item_its_reason_and_the_job_removes_what_it_said()
    {
        await using var registry = await RegistryHost.Start();
        for (var number = 1; number <= 7; number++) await Register(registry);
        await Move(registry, 1, "PRODUCTION");
        await registry.Ok(HttpMethod.Put, "/api/v1/models/fraud/aliases/best", new { version = 2 });
        await registry.Ok(HttpMethod.Put, $"{Versions}/3/hold", new { reason = "Case 7", by = "law" });
        await Move(registry, 4, "STAGING");
        await registry.Ok(HttpMethod.Post, "/api/v1/models", new { name = "other" });
        await registry.Ok(
            HttpMethod.Post, "/api/2.0/mlflow/model-versions/create",
            new { name = "other", source = "models:/fraud/5" });
        Assert.Equal(0, (await Preview(registry, new { })).Totals.Deleted);

        var preview = await Preview(registry, new { policy = KeepOne, name = "few" });

        Assert.Equal(
            [
                (6, RetentionAction.Delete, "1 are newer."),
                (1, RetentionAction.Keep, "It is in Production."),
                (2, RetentionAction.Keep, "It has the alias 'best'."),
                (3, RetentionAction.Keep, "There is a legal hold on 'models/fraud/versions/3'."),
                (5, RetentionAction.Keep, "The model version 'other/1' was made from it."),
            ],
            preview.Items.Select(item => (item.Version ?? 0, item.Action, item.Reason)));
        Assert.Equal((1, 4), (preview.Totals.Deleted, preview.Totals.Kept));
        Assert.Equal([new PolicyReference("few", 1)], preview.Items[0].Policies);

        await registry.Ok(HttpMethod.Put, Policy, KeepOne);
        var job = await registry.Ok<RetentionJob>(HttpMethod.Post, $"{Retention}/run");

        Assert.Equal(
            (RetentionJobStatus.Completed, 1, 0, false), (job.Status, job.Deleted, job.Failed, job.IsScheduled));
        Assert.Equal([1, 2, 3, 4, 5, 7], await Numbers(registry));
        var entry = Assert.Single((await registry.Ok<TrailPage>(
            HttpMethod.Get, "/api/v1/registry/trail?kind=model_version&action=DELETED")).Items);
        Assert.Equal(("retention policy few v1", "models/fraud/versions/6"), (entry.Actor.Name, entry.Resource));
        var completed = Assert.Single(
            await Events(registry), record => record.GetProperty("type").GetString() == "tauro.retention.completed");
        Assert.Equal(1, completed.GetProperty("data").GetProperty("deleted").GetInt64());
        Assert.Equal($"{job.JobId}", Assert.Single(
            (await registry.Ok<Page<RetentionJob>>(HttpMethod.Get, $"{Retention}/jobs")).Items).JobId.Value);
        Assert.Equal(1, (await registry.Ok<RetentionJob>(HttpMethod.Get, $"{Retention}/jobs/{job.JobId}")).Deleted);
        await registry.Refused(404, "retention_job_not_found", HttpMethod.Get, $"{Retention}/jobs/there-is-none");
    }

    [Fact]
    public async Task The_version_to_which_a_rollback_would_return_is_kept()
    {
        await using var registry = await RegistryHost.Start();
        for (var number = 1; number <= 4; number++) await Register(registry);
        for (var number = 1; number <= 3; number++)
            await registry.Ok(
                HttpMethod.Post, $"{Versions}/{number}/stage", new { stage = "PRODUCTION", archive_existing = true });
        await registry.Ok(HttpMethod.Put, Policy, KeepOne);

        var preview = await Preview(registry, new { });
        await registry.Ok<RetentionJob>(HttpMethod.Post, $"{Retention}/run");

        Assert.Equal(
            [
                (3, RetentionAction.Keep, "It is in Production."),
                (2, RetentionAction.Keep, "A rollback would return to it."),
                (1, RetentionAction.Delete, "3 are newer."),
            ],
            preview.Items.OrderByDescending(item => item.Version)
                .Select(item => (item.Version ?? 0, item.Action, item.Reason)));
        Assert.Equal([2, 3, 4], await Numbers(registry));
    }

    [Fact]
    public async Task What_is_on_hold_can_t_be_deleted_by_anybody_until_the_hold_is_released()
    {
        await using var registry = await RegistryHost.Start();
        await Register(registry);
        await registry.Refused(404, "hold_not_found", HttpMethod.Get, $"{Versions}/1/hold");
        await registry.Refused(400, "invalid_request", HttpMethod.Put, $"{Versions}/1/hold", new { reason = " " });
        await registry.Refused(404, "version_not_found", HttpMethod.Put, $"{Versions}/9/hold", new { reason = "x" });
        await registry.Ok(HttpMethod.Put, $"{Versions}/1/hold", new { reason = "Case 7", by = "law" });
        await registry.Ok(HttpMethod.Patch, "/api/v1/models/fraud", new { name = "scam" });

        var held = Assert.Single((await registry.Ok<Page<Hold>>(HttpMethod.Get, "/api/v1/registry/holds")).Items);
        Assert.Equal(("models/scam/versions/1", "Case 7", "law"), (held.Resource, held.Reason, held.By));
        await registry.Refused(409, "on_hold", HttpMethod.Delete, "/api/v1/models/scam/versions/1");
        await registry.Refused(409, "on_hold", HttpMethod.Delete, "/api/v1/models/scam");
        var (status, body) = await registry.Send(
            HttpMethod.Delete, "/api/2.0/mlflow/model-versions/delete", new { name = "scam", version = "1" });
        Assert.Equal((409, "RESOURCE_CONFLICT"), (status, body.GetProperty("error_code").GetString()));

        await registry.Ok(HttpMethod.Delete, "/api/v1/models/scam/versions/1/hold");
        await registry.Ok(HttpMethod.Put, "/api/v1/models/scam/hold", new { reason = "Case 8" });
        await registry.Refused(409, "on_hold", HttpMethod.Delete, "/api/v1/models/scam/versions/1");
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/scam/hold");
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/scam");
        var trail = (await registry.Ok<TrailPage>(HttpMethod.Get, "/api/v1/registry/trail?kind=hold")).Items;
        Assert.Equal(
            [
                (TrailAction.Created, "models/fraud/versions/1/hold"),
                (TrailAction.Deleted, "models/fraud/versions/1/hold"),
                (TrailAction.Created, "models/scam/hold"), (TrailAction.Deleted, "models/scam/hold"),
            ],
            trail.Select(entry => (entry.Action, entry.Resource)));
    }

    [Fact]
    public async Task The_schedule_starts_a_job_when_there_is_something_to_remove()
    {
        await using var registry = await RegistryHost.Start(null, ("Retention:Interval", "00:00:01"));
        for (var i = 0; i < 3; i++) await Register(registry);
        await registry.Ok(HttpMethod.Put, Policy, KeepOne);

        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await Numbers(registry)).Count() > 1) await Task.Delay(20, timeout.Token);
        var job = Assert.Single((await registry.Ok<Page<RetentionJob>>(HttpMethod.Get, $"{Retention}/jobs")).Items);
        Assert.Equal((true, 2), (job.IsScheduled, job.Deleted));
    }

    private static Task<RetentionPreview> Preview(RegistryHost registry, object body) =>
        registry.Ok<RetentionPreview>(HttpMethod.Post, $"{Retention}/preview", body);

    private static Task Register(RegistryHost registry) =>
        registry.Ok(HttpMethod.Post, Versions, new { artifact_mode = "NONE" });

    private static Task Move(RegistryHost registry, int version, string stage) =>
        registry.Ok(HttpMethod.Post, $"{Versions}/{version}/stage", new { stage });

    private static async Task<IEnumerable<int>> Numbers(RegistryHost registry) =>
        (await registry.Ok<Page<ModelVersion>>(HttpMethod.Get, Versions)).Items
            .Select(version => version.Version).Order();

    private static async Task<List<JsonElement>> Events(RegistryHost registry) =>
    [
        .. (await registry.Ok<JsonElement>(HttpMethod.Get, "/api/v1/registry/events?limit=1000"))
            .GetProperty("items").EnumerateArray(),
    ];
}
