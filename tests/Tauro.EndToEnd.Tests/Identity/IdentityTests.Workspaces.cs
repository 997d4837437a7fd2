using System.Net;
using System.Net.Http.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Trail;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Identity;

public sealed partial class IdentityTests
{
    /// <summary>Two teams use equal names. Each manages its workspace, and sees nothing of the other.</summary>
    private async Task AssertWorkspacesShareNothing()
    {
        using var anna = await CreateManager("anna", new WorkspaceName("team-a"));
        using var ben = await CreateManager("ben", new WorkspaceName("team-b"));
        var plans = await anna.CreateExperiment("plans");
        var run = await anna.StartRun(new NewRun(plans.ExperimentId, "secret run"));
        var upload = await anna.Send<ArtifactUpload>(
            HttpMethod.Post, $"/api/v1/runs/{run.RunId}/uploads", new { path = "model.bin" });
        await anna.CreateExperiment("more plans");
        await anna.Register("net", new NewModelVersion(ArtifactMode: ArtifactMode.None));
        var other = await ben.CreateExperiment("plans");
        await ben.Register("net", new NewModelVersion(ArtifactMode: ArtifactMode.None));
        await anna.Send(HttpMethod.Post, "/api/2.0/mlflow/webhooks", new
        {
            name = "hook-of-anna", url = "https://8.8.8.8/hook",
            events = new[] { new { entity = "REGISTERED_MODEL", action = "CREATED" } },
        });
        await stack.KillAndAwaitRestart("tracking");
        await stack.KillAndAwaitRestart("registry");

        Assert.Equal(
            (new WorkspaceName("team-a"), new WorkspaceName("team-b")), (plans.Workspace, other.Workspace));
        Assert.Equal([other.ExperimentId], Ids(await ben.Get<Page<Experiment>>("/api/v1/experiments")));
        Assert.Equal(1, (await ben.GetVersion("net", 1)).Version);
        var first = await anna.Get<Page<Experiment>>("/api/v1/experiments?max_results=1");
        foreach (var path in new[]
        {
            $"/api/v1/experiments/{plans.ExperimentId}", $"/api/v1/runs/{run.RunId}",
            $"/api/2.0/mlflow/runs/get?run_id={run.RunId}", $"/api/v1/tracking/uploads/{upload.UploadId}",
            $"/workspaces/team-a/api/v1/runs/{run.RunId}", "/api/3.0/mlflow/workspaces/team-a",
        })
            Assert.Equal((HttpStatusCode.NotFound, path), ((await ben.Http.GetAsync(path)).StatusCode, path));
        using var page = await ben.Http.GetAsync(
            $"/api/v1/experiments?max_results=1&page_token={Uri.EscapeDataString(first.NextPageToken!)}");
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.DoesNotContain("hook-of-anna", await ben.Http.GetStringAsync("/api/2.0/mlflow/webhooks"));
        Assert.Contains("hook-of-anna", await anna.Http.GetStringAsync("/api/2.0/mlflow/webhooks"));
        foreach (var service in new[] { "tracking", "registry" })
        {
            var events = await ben.Get<EventPage>($"/api/v1/{service}/events");
            Assert.NotEmpty(events.Items);
            Assert.All(events.Items, record => Assert.Equal("team-b", record.Workspace));
            var entries = (await ben.Get<TrailPage>($"/api/v1/{service}/trail")).Items;
            Assert.NotEmpty(entries);
            Assert.All(entries, entry => Assert.Equal("team-b", entry.Workspace));
        }

        Assert.Equal(
            new WorkspaceUse(Experiments: 2, Runs: 1, Models: 1, Webhooks: 1),
            await anna.Get<WorkspaceUse>("/api/v1/workspaces/team-a/use"));
        await AssertMovedByAdministrators(ben, plans, run);
        await AssertOnlyEmptyWorkspacesAreDeleted();
    }

    private async Task AssertMovedByAdministrators(TauroApi ben, Experiment plans, Run run)
    {
        var path = $"/workspaces/team-b/api/v1/experiments/{plans.ExperimentId}/move";
        using var denied = await ben.Http.PostAsJsonAsync(path, new { from = "team-a" });
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        using var taken = await stack.Api.Http.PostAsJsonAsync(path, new { from = "team-a" });
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        await stack.Api.Send(
            HttpMethod.Patch,
            $"/workspaces/team-a/api/v1/experiments/{plans.ExperimentId}", new { name = "old plans" });

        await stack.Api.Send(HttpMethod.Post, path, new { from = "team-a" });

        Assert.Equal(plans.ExperimentId, (await ben.Get<Run>($"/api/v1/runs/{run.RunId}")).ExperimentId);
    }

    private async Task AssertOnlyEmptyWorkspacesAreDeleted()
    {
        using var refused = await stack.Api.Http.DeleteAsync("/api/v1/workspaces/team-a");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("1 experiments, 1 registered models, 1 webhooks", await refused.Content.ReadAsStringAsync());
        using var gone = await CreateManager("carl", new WorkspaceName("team-c"));
        using var deleted = await stack.Api.Http.DeleteAsync("/api/v1/workspaces/team-c");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Eventually.True(
            async () => (await gone.Http.GetAsync("/workspaces/team-c/api/v1/whoami")).StatusCode
                == HttpStatusCode.NotFound,
            "the workspace does not exist any more");
    }

    private async Task<TauroApi> CreateManager(string name, WorkspaceName workspace)
    {
        await stack.Api.Send<Workspace>(HttpMethod.Post, "/api/v1/workspaces", new NewWorkspace(workspace));
        var roles = $"/workspaces/{workspace}/api/v1/roles";
        await Eventually.True(
            async () => (await stack.Api.Http.GetAsync(roles)).IsSuccessStatusCode, "the workspace is known");
        var manages = (await stack.Api.Get<Page<Role>>(roles)).Items.Single(role => role.Name == "admin");
        var account = await stack.Api.Send<Account>(
            HttpMethod.Post, "/api/v1/service-accounts", new NewServiceAccount(name));
        await stack.Api.Send(HttpMethod.Put, $"{roles}/{manages.RoleId}/members/{account.AccountId}", new { });
        var key = await stack.Api.Send<CreatedApiKey>(
            HttpMethod.Post, "/api/v1/api-keys", new NewApiKey(name, account.AccountId));
        await Eventually.True(
            async () => await Status("/api/v1/experiments", Bearer(key.Secret)) == 200, $"the key of {name} is known");
        return new TauroApi(stack.Api.Address, key.Secret);
    }

    private static IEnumerable<ExperimentId> Ids(Page<Experiment> page) =>
        page.Items.Select(experiment => experiment.ExperimentId);
}
