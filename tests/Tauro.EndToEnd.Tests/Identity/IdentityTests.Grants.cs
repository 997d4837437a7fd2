using System.Net;
using System.Net.Http.Json;
using Tauro.Contracts.Access;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Identity;

public sealed partial class IdentityTests
{
    private const string Permissions = "/api/3.0/mlflow/users/permissions";

    private static readonly TimeSpan ChangeMax = TimeSpan.FromSeconds(5);

    /// <summary>Who owns an experiment and a model shares them with a colleague, and takes that back.</summary>
    private async Task AssertOwnersShare()
    {
        using var rosa = await CreateClient("rosa", ResourceType.Workspace, AccessLevel.Use);
        using var carla = await CreateClient("carla", ResourceType.Workspace, AccessLevel.Use);
        var plans = await rosa.CreateExperiment("rosa's plans");
        await rosa.Register("rosas-net", new NewModelVersion(ArtifactMode: ArtifactMode.None));
        var onExperiment = new
        {
            username = "carla", resource_type = "experiment", resource_id = plans.ExperimentId, permission = "READ",
        };
        var onModel = new { name = "rosas-net", username = "carla", permission = "READ" };
        var paths = new[]
        {
            $"/api/2.0/mlflow/experiments/get?experiment_id={plans.ExperimentId}", "/api/v1/models/rosas-net",
        };
        using (var refused = await carla.Http.PostAsJsonAsync($"{Permissions}/grant", onExperiment))
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        await rosa.Send(HttpMethod.Post, $"{Permissions}/grant", onExperiment);
        // As clients up to MLflow 3.12 do it.
        await rosa.Send(HttpMethod.Post, "/api/2.0/mlflow/registered-models/permissions/create", onModel);

        await AssertWithin(paths, HttpStatusCode.OK);
        Assert.Equal([plans.ExperimentId], Ids(await carla.Get<Page<Experiment>>("/api/v1/experiments")));
        using (var denied = await carla.Http.PatchAsJsonAsync(
            $"/api/v1/experiments/{plans.ExperimentId}", new { name = "carla's plans" }))
            Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        // Who may only read it does not share it.
        using (var reader = await carla.Http.PostAsJsonAsync($"{Permissions}/grant", onExperiment))
            Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
        await stack.KillAndAwaitRestart("identity");
        await rosa.Send(HttpMethod.Post, $"{Permissions}/revoke", onExperiment);
        await rosa.Send(HttpMethod.Delete, "/api/2.0/mlflow/registered-models/permissions/delete", onModel);

        await AssertWithin(paths, HttpStatusCode.NotFound);

        async Task AssertWithin(IEnumerable<string> all, HttpStatusCode expected)
        {
            var sent = Environment.TickCount64;
            foreach (var path in all)
                await Eventually.True(
                    async () => (await carla.Http.GetAsync(path)).StatusCode == expected, $"{path} is {expected}");
            Assert.InRange(Environment.TickCount64 - sent, 0, ChangeMax.TotalMilliseconds);
        }
    }
}
