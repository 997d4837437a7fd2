using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.TestServers;

namespace Tauro.Tracking.Api.Tests;

/// <summary>The quotas of a workspace, which come with the token of a request.</summary>
public sealed class QuotaTests : IAsyncLifetime
{
    private static readonly Principal Team = TestTokens.Admin() with
    {
        Workspace = new WorkspaceName("team-a"), Quotas = new WorkspaceQuotas(RunsMax: 2, ExperimentBytesMax: 1_000),
    };

    private readonly TemporaryFolder folder = new();
    private WebApplication service = null!;
    private HttpClient http = null!;
    private PrincipalClient client = null!;

    public ValueTask InitializeAsync() => Start();

    public async ValueTask DisposeAsync()
    {
        await Stop();
        folder.Dispose();
    }

    [Fact]
    public async Task A_workspace_stores_no_more_than_its_quotas_also_after_a_restart()
    {
        var run = await StartRun();
        var files = $"/api/v1/runs/{run}/artifacts";
        Assert.Equal(201, await client.Status(Team, HttpMethod.Put, $"{files}/a.bin", new string('a', 600)));
        Assert.Equal(201, await client.Status(Team, HttpMethod.Put, $"{files}/b.bin", new string('b', 400)));

        await AssertRefused(HttpMethod.Put, $"{files}/c.bin", "c", "experiment_bytes_max");
        // What is replaced does not count.
        Assert.Equal(200, await client.Status(Team, HttpMethod.Put, $"{files}/a.bin", new string('c', 600)));
        await AssertRefused(HttpMethod.Put, $"{files}/a.bin", new string('c', 601), "experiment_bytes_max");
        var other = Team with { Workspace = WorkspaceName.Default, Quotas = null };
        Assert.Equal(200, await client.Status(other, HttpMethod.Get, "/api/v1/experiments/0"));
        await StartRun();
        await AssertRefused(HttpMethod.Post, "/api/v1/runs", new { experiment_id = "1" }, "runs_max");

        await Stop();
        await Start();

        await AssertRefused(HttpMethod.Post, "/api/v1/runs", new { experiment_id = "1" }, "runs_max");
        await AssertRefused(HttpMethod.Put, $"{files}/c.bin", "c", "experiment_bytes_max");
        await client.Send(Team, HttpMethod.Delete, $"{files}/b.bin");
        Assert.Equal(201, await client.Status(Team, HttpMethod.Put, $"{files}/c.bin", new string('c', 400)));
        await AssertRefused(HttpMethod.Put, $"{files}/d.bin", "d", "experiment_bytes_max");
    }

    [Fact]
    public async Task An_upload_counts_until_it_is_the_file_or_is_aborted()
    {
        var run = await StartRun();
        var uploads = $"/api/v1/runs/{run}/uploads";
        await AssertRefused(
            HttpMethod.Post, uploads, new { path = "big.bin", size_bytes = 1_001 }, "experiment_bytes_max");
        var first = await Begin(uploads, "first.bin");
        var second = await Begin(uploads, "second.bin");
        await client.Send(Team, HttpMethod.Patch, first, new string('a', 700));

        await AssertRefused(HttpMethod.Patch, second, new string('b', 301), "experiment_bytes_max");
        await client.Send(Team, HttpMethod.Patch, second, new string('b', 300));
        await client.Send(Team, HttpMethod.Post, $"{first}/complete", new { });
        await AssertRefused(
            HttpMethod.Put, $"/api/v1/runs/{run}/artifacts/c.bin", "c", "experiment_bytes_max");
        await client.Send(Team, HttpMethod.Delete, second);
        Assert.Equal(201, await client.Status(
            Team, HttpMethod.Put, $"/api/v1/runs/{run}/artifacts/c.bin", new string('c', 300)));
    }

    [Fact]
    public async Task A_body_without_a_length_is_received_only_as_far_as_there_is_room()
    {
        var path = $"/api/v1/runs/{await StartRun()}/artifacts/big.bin";
        var body = new LongBody();
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", new TestTokens(folder.Path).Issue(Team, "tracking"));
        using var response = await http.SendAsync(request);

        Assert.Equal(409, (int)response.StatusCode);
        Assert.Contains("quota_exceeded", await response.Content.ReadAsStringAsync());
        Assert.Equal(201, await client.Status(Team, HttpMethod.Put, path, new string('a', 1_000)));
    }

    [Fact]
    public async Task What_takes_no_more_room_is_accepted_also_over_the_quota()
    {
        var files = $"/api/v1/runs/{await StartRun()}/artifacts";
        Assert.Equal(201, await client.Status(Team, HttpMethod.Put, $"{files}/a.bin", new string('a', 1_000)));
        var lowered = Team with { Quotas = new WorkspaceQuotas(ExperimentBytesMax: 10) };

        Assert.Equal(200, await client.Status(lowered, HttpMethod.Put, $"{files}/a.bin", new string('b', 900)));
        Assert.Equal(409, await client.Status(lowered, HttpMethod.Put, $"{files}/b.bin", "b"));
        Assert.Equal(201, await client.Status(lowered, HttpMethod.Put, $"{files}/empty.bin", ""));
    }

    [Fact]
    public async Task Files_that_belong_to_no_experiment_count_in_default()
    {
        var limited = TestTokens.Admin() with
        {
            Workspace = WorkspaceName.Default, Quotas = new WorkspaceQuotas(ExperimentBytesMax: 100),
        };
        const string artifacts = "/api/2.0/mlflow-artifacts/artifacts";
        Assert.Equal(200, await client.Status(limited, HttpMethod.Put, $"{artifacts}/1/a", new string('a', 60)));
        Assert.Equal(409, await client.Status(limited, HttpMethod.Put, $"{artifacts}/1/b", new string('b', 60)));

        // The folder becomes that of an experiment in another workspace.
        var files = $"/api/v1/runs/{await StartRun()}/artifacts";
        Assert.Equal(409, await client.Status(Team, HttpMethod.Put, $"{files}/c", new string('c', 941)));
        Assert.Equal(201, await client.Status(Team, HttpMethod.Put, $"{files}/c", new string('c', 940)));
    }

    [Fact]
    public async Task MLflow_clients_get_an_error_of_MLflow()
    {
        await StartRun();
        await StartRun();

        var (status, body) = await client.Exchange(
            Team, HttpMethod.Post, "/api/2.0/mlflow/runs/create", new { experiment_id = "1" });

        Assert.True(status == 409, body);
        Assert.Contains("RESOURCE_CONFLICT", body);
        Assert.Contains("runs_max", body);
    }

    private async ValueTask Start()
    {
        service = await TrackingHost.Start(folder, ("TAURO_AUTH", "required"));
        http = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        http.DefaultRequestHeaders.Add("Upload-Offset", "0");
        client = new PrincipalClient(http, new TestTokens(folder.Path), "tracking");
    }

    private async ValueTask Stop()
    {
        http.Dispose();
        await service.DisposeAsync();
    }

    /// <summary>Starts a run in the experiment 1 of the workspace.</summary>
    private async Task<string> StartRun()
    {
        await client.Exchange(Team, HttpMethod.Post, "/api/v1/experiments", new { name = "churn" });
        var run = await client.Send(Team, HttpMethod.Post, "/api/v1/runs", new { experiment_id = "1" });
        return run.GetProperty("run_id").GetString()!;
    }

    private async Task<string> Begin(string uploads, string path)
    {
        var upload = await client.Send(Team, HttpMethod.Post, uploads, new { path });
        return $"/api/v1/tracking/uploads/{upload.GetProperty("upload_id").GetString()}";
    }

    private async Task AssertRefused(HttpMethod method, string path, object body, string member)
    {
        var (status, content) = await client.Exchange(Team, method, path, body);
        Assert.Equal((409, path), (status, path));
        var problem = JsonSerializer.Deserialize<JsonElement>(content);
        Assert.Equal("quota_exceeded", problem.GetProperty("code").GetString());
        Assert.Contains($"raise {member} of the workspace", problem.GetProperty("detail").GetString());
    }

    /// <summary>16 MiB without a length.</summary>
    private sealed class LongBody : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var i = 0; i < 256; i++) await stream.WriteAsync(new byte[64 << 10]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
