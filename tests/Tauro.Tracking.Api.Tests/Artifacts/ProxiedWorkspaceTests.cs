using Microsoft.AspNetCore.Builder;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.TestServers;

namespace Tauro.Tracking.Api.Tests.Artifacts;

/// <summary>Paths with the prefix that MLflow's server gives to those of a workspace.</summary>
public sealed class ProxiedWorkspaceTests : IAsyncLifetime
{
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts";

    private static readonly Principal Anna = TestTokens.Admin() with { Workspace = new WorkspaceName("team-a") };
    private static readonly Principal Ben = Anna with { Workspace = new WorkspaceName("team-b") };

    private readonly TemporaryFolder folder = new();
    private WebApplication service = null!;
    private HttpClient http = null!;
    private PrincipalClient client = null!;
    private string files = "";
    private string run = "";

    public async ValueTask InitializeAsync()
    {
        service = await TrackingHost.Start(folder, ("TAURO_AUTH", "required"));
        http = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        client = new PrincipalClient(http, new TestTokens(folder.Path), "tracking");
        var experiment = (await client.Send(Anna, HttpMethod.Post, "/api/v1/experiments", new { name = "plans" }))
            .GetProperty("experiment_id").GetString()!;
        run = (await client.Send(Anna, HttpMethod.Post, "/api/v1/runs", new { experiment_id = experiment }))
            .GetProperty("run_id").GetString()!;
        files = $"{experiment}/{run}/artifacts";
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await service.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_prefix_of_the_workspace_is_the_same_as_none()
    {
        await client.Send(Anna, HttpMethod.Put, $"{Artifacts}/workspaces/team-a/{files}/a.txt", "content");

        foreach (var path in new[]
        {
            $"{Artifacts}/{files}/a.txt", $"{Artifacts}/workspaces/team-a/{files}/a.txt",
            $"/api/v1/runs/{run}/artifacts/a.txt",
        })
            Assert.Equal((200, "content"), await client.Exchange(Anna, HttpMethod.Get, path));
        var (_, listed) = await client.Exchange(
            Anna, HttpMethod.Get, $"{Artifacts}?path=workspaces/team-a/{files}");
        Assert.Contains("a.txt", listed);
        var upload = await client.Send(
            Anna, HttpMethod.Post, $"/api/2.0/mlflow-artifacts/mpu/create/workspaces/team-a/{files}",
            new { path = "b.bin", num_parts = 1 });
        Assert.Contains("upload_id", $"{upload}");
        await client.Send(Anna, HttpMethod.Delete, $"{Artifacts}/workspaces/team-a/{files}/a.txt");
        Assert.Equal(404, await client.Status(Anna, HttpMethod.Get, $"{Artifacts}/{files}/a.txt"));
    }

    [Fact]
    public async Task The_prefix_of_another_workspace_is_refused()
    {
        await client.Send(Anna, HttpMethod.Put, $"{Artifacts}/{files}/a.txt", "content");
        foreach (var (sender, prefix) in new[]
        {
            (Ben, "team-a"), (Ben, "team-b"), (Anna, "team-b"), (Anna, "default"),
        })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
            {
                var status = await client.Status(
                    sender, method, $"{Artifacts}/workspaces/{prefix}/{files}/a.txt",
                    method == HttpMethod.Put ? "changed" : null);
                Assert.Equal((403, method, sender.Workspace, prefix), (status, method, sender.Workspace, prefix));
            }
        }

        Assert.Equal(
            (200, "content"), await client.Exchange(Anna, HttpMethod.Get, $"{Artifacts}/{files}/a.txt"));
    }
}
