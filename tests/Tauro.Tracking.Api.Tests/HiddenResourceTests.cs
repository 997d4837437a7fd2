using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Trail;
using Tauro.TestServers;

namespace Tauro.Tracking.Api.Tests;

/// <summary>What an account may not see is the same as what does not exist.</summary>
public sealed class HiddenResourceTests : IAsyncLifetime
{
    private static readonly Principal Olga = TestTokens.User(AccessLevel.Use, ResourceType.Workspace) with
    {
        Id = new AccountId("olga"), Name = "olga",
    };

    private static readonly Principal Eva = TestTokens.User(AccessLevel.Read) with
    {
        Id = new AccountId("eva"), Name = "eva",
    };

    private readonly TemporaryFolder folder = new();
    private WebApplication service = null!;
    private HttpClient http = null!;
    private TestTokens tokens = null!;
    private PrincipalClient client = null!;
    private string experimentId = "";
    private string runId = "";
    private string uploadId = "";

    public async ValueTask InitializeAsync()
    {
        service = await TrackingHost.Start(folder, ("TAURO_AUTH", "required"));
        http = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        tokens = new TestTokens(folder.Path);
        client = new PrincipalClient(http, tokens, "tracking");
        // So that the id of the next one is found in no other number.
        for (var i = 0; i < 16; i++)
            await client.Send(TestTokens.Admin(), HttpMethod.Post, "/api/v1/experiments", new { name = $"other {i}" });
        experimentId = Text(
            await client.Send(Olga, HttpMethod.Post, "/api/v1/experiments", new { name = "plans" }), "experiment_id");
        var newRun = new { experiment_id = experimentId, name = "hidden" };
        runId = Text(await client.Send(Olga, HttpMethod.Post, "/api/v1/runs", newRun), "run_id");
        await client.Send(Olga, HttpMethod.Post, $"/api/v1/runs/{runId}/batch", new { tags = new { k = "v" } });
        await client.Send(Olga, HttpMethod.Put, $"/api/v1/runs/{runId}/artifacts/notes.txt", "secret");
        var upload = await client.Send(
            Olga, HttpMethod.Post, $"/api/v1/runs/{runId}/uploads", new { path = "big.bin" });
        uploadId = Text(upload, "upload_id");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await service.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("/api/v1/runs/{0}")]
    [InlineData("/api/2.0/mlflow/runs/get?run_id={0}")]
    public async Task The_gateway_learns_for_the_audit_what_was_hidden(string path)
    {
        var refusal = await Refusal(Eva, string.Format(path, runId));
        Assert.Contains("eva has no grant for it. The request requires: READ", refusal);
        Assert.Null(await Refusal(Eva, string.Format(path, new string('0', 32))));
        Assert.Null(await Refusal(Olga, string.Format(path, runId)));
    }

    [Fact]
    public async Task Every_endpoint_responds_as_if_it_did_not_exist_and_changes_nothing()
    {
        var model = await client.Send(
            Olga, HttpMethod.Post, "/api/2.0/mlflow/logged-models", new { experiment_id = experimentId });
        await client.Send(Olga, HttpMethod.Post, "/api/3.0/mlflow/traces", new
        {
            trace = new
            {
                trace_info = new
                {
                    trace_id = "tr-hidden",
                    trace_location = new
                    {
                        type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = experimentId },
                    },
                    request_time = "2026-01-01T00:00:00Z",
                    state = "OK",
                },
            },
        });
        var rule = await client.Send(Olga, HttpMethod.Post, "/api/v1/metric-rules", new
        {
            metric = "loss", type = "NO_POINT", experiment_id = experimentId, minutes = 5,
        });
        var hidden = new HiddenIds(http, tokens, "tracking", new Dictionary<string, (string, string)>
        {
            ["experiment_id"] = (experimentId, "987654321"),
            ["run_id"] = (runId, "0123456789abcdef0123456789abcdef"),
            ["run_uuid"] = (runId, "0123456789abcdef0123456789abcdef"),
            ["model_id"] = (
                model.GetProperty("model").GetProperty("info").GetProperty("model_id").GetString()!,
                "m-0123456789abcdef0123456789abcdef"),
            ["trace_id"] = ("tr-hidden", "tr-absent"),
            ["request_id"] = ("tr-hidden", "tr-absent"),
            ["rule_id"] = (Text(rule, "rule_id"), "0123456789abcdef"),
            ["upload_id"] = (uploadId, "0123456789abcdef0123456789abcdef"),
            ["experiment_name"] = ("plans", "nothing"),
            ["name"] = ("plans", "nothing"),
            ["path"] = (
                $"{experimentId}/{runId}/artifacts/notes.txt",
                "987654321/0123456789abcdef0123456789abcdef/artifacts/notes.txt"),
            ["key"] = ("k", "k"),
            ["metric_key"] = ("k", "k"),
            ["value"] = ("1", "1"),
            ["timestamp"] = ("1", "1"),
            ["new_name"] = ("renamed", "renamed"),
            ["metric"] = ("k", "k"),
        });
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>();
        var trail = service.Services.GetRequiredService<ITrailStore>();
        var before = await trail.GetCheckpoint();

        var differences = await hidden.FindDifferences(endpoints, Eva) + await hidden.FindDifferences(
            endpoints, Eva with
            {
                Grants =
                [
                    new(ResourceType.Experiment, Grant.All, AccessLevel.Manage),
                    new(ResourceType.Experiment, experimentId, AccessLevel.Deny),
                ],
            }) + await hidden.FindDifferences(
            endpoints, TestTokens.Admin("olga") with { Workspace = new WorkspaceName("team-b") });

        Assert.True(differences.Length == 0, differences);

        Assert.Equal(before, await trail.GetCheckpoint());
        Assert.InRange(hidden.Missing, 100, 1_000);
    }

    [Fact]
    public async Task Credentials_can_be_turned_off_only_while_all_experiments_are_in_default()
    {
        await client.Send(
            TestTokens.Admin() with { Workspace = new WorkspaceName("team-b") }, HttpMethod.Post,
            "/api/v1/experiments", new { name = "plans" });
        await service.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<SettingException>(() => TrackingHost.Start(folder));

        Assert.Contains("experiments in other workspaces than 'default'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_and_counts_have_only_what_may_be_seen()
    {
        await client.Send(Olga, HttpMethod.Post, "/api/v1/experiments", new { name = "shared" });
        var shared = Text(
            await client.Send(Olga, HttpMethod.Get, "/api/v1/experiments/by-name?name=shared"), "experiment_id");
        await client.Send(Olga, HttpMethod.Post, "/api/v1/runs", new { experiment_id = shared, name = "open" });
        var reader = Eva with { Grants = [new Grant(ResourceType.Experiment, shared, AccessLevel.Read)] };
        var both = new { experiment_ids = new[] { experimentId, shared } };

        var experiments = await client.Send(reader, HttpMethod.Get, "/api/v1/experiments");
        var runs = await client.Send(reader, HttpMethod.Post, "/api/v1/runs/search", both);
        var all = await client.Send(reader, HttpMethod.Post, "/api/v1/runs/search", new { });
        var count = await client.Send(reader, HttpMethod.Post, "/api/v1/runs/count", both);
        var mlflow = await client.Send(reader, HttpMethod.Post, "/api/2.0/mlflow/runs/search", both);

        Assert.Equal(["shared"], Names(experiments.GetProperty("items")));
        Assert.Equal(["open"], Names(runs.GetProperty("items")));
        Assert.Equal(["open"], Names(all.GetProperty("items")));
        Assert.Equal(1, count.GetProperty("count").GetInt32());
        Assert.Equal(1, mlflow.GetProperty("runs").GetArrayLength());
        Assert.Empty(Names((await client.Send(Eva, HttpMethod.Get, "/api/v1/experiments")).GetProperty("items")));
    }

    [Fact]
    public async Task A_page_token_is_of_no_use_to_another_account()
    {
        var page = await client.Send(TestTokens.Admin(), HttpMethod.Get, "/api/v1/experiments?max_results=5");
        var next = $"/api/v1/experiments?max_results=5&page_token={Text(page, "next_page_token")}";

        Assert.Equal(200, await client.Status(TestTokens.Admin(), HttpMethod.Get, next));
        Assert.Equal(400, await client.Status(TestTokens.Admin("other"), HttpMethod.Get, next));
        Assert.Equal(400, await client.Status(Olga, HttpMethod.Get, next));
    }

    [Fact]
    public async Task A_reader_sees_but_may_not_change()
    {
        var reader = Eva with { Grants = [new Grant(ResourceType.Experiment, experimentId, AccessLevel.Read)] };
        var editor = Eva with { Grants = [new Grant(ResourceType.Experiment, experimentId, AccessLevel.Edit)] };
        var artifact = $"/api/v1/runs/{runId}/artifacts/notes.txt";
        var proxied = $"/api/2.0/mlflow-artifacts/artifacts/{experimentId}/{runId}/artifacts/notes.txt";

        Assert.Equal(200, await client.Status(reader, HttpMethod.Get, artifact));
        Assert.Equal(200, await client.Status(reader, HttpMethod.Get, proxied));
        Assert.Equal(403, await client.Status(reader, HttpMethod.Put, artifact, "x"));
        Assert.Equal(403, await client.Status(reader, HttpMethod.Put, proxied, "x"));
        Assert.Equal(403, await client.Status(reader, HttpMethod.Patch, $"/api/v1/runs/{runId}", new { name = "x" }));
        Assert.Equal(403, await client.Status(reader, HttpMethod.Get, $"/api/v1/tracking/uploads/{uploadId}"));
        Assert.Equal(201, await client.Status(editor, HttpMethod.Put, $"{artifact}.new", "x"));
        Assert.Equal(200, await client.Status(editor, HttpMethod.Put, $"{proxied}.proxied", "x"));
        // Who may change a run may not delete its files.
        Assert.Equal(403, await client.Status(editor, HttpMethod.Delete, artifact));
        Assert.Equal(403, await client.Status(editor, HttpMethod.Delete, proxied));
        Assert.Equal(204, await client.Status(Olga, HttpMethod.Delete, artifact));
        // MLflow's clients list the root of a run's files before they download them.
        Assert.Equal(200, await client.Status(reader, HttpMethod.Get,
            $"/api/2.0/mlflow-artifacts/artifacts?path={experimentId}/{runId}/artifacts"));
    }

    [Fact]
    public async Task Who_sees_only_some_experiments_reads_no_events_and_chooses_no_folder_of_another()
    {
        string[] paths = ["events", "events/stream", "trail", "trail/checkpoint", "holds", "retention/jobs"];
        foreach (var path in paths)
            Assert.Equal(403, await client.Status(Olga, HttpMethod.Get, $"/api/v1/tracking/{path}"));
        Assert.Equal(403, await client.Status(Olga, HttpMethod.Post, "/api/2.0/mlflow/experiments/create", new
        {
            name = "inside", artifact_location = $"mlflow-artifacts:/{experimentId}/models",
        }));
        Assert.Equal(200, await client.Status(Olga, HttpMethod.Post, "/api/2.0/mlflow/experiments/create", new
        {
            name = "elsewhere", artifact_location = "s3://bucket/plans",
        }));
    }

    [Fact]
    public async Task A_second_resource_of_a_request_must_be_visible()
    {
        var editor = Eva with { Grants = [new Grant(ResourceType.Workspace, Grant.All, AccessLevel.Use)] };
        var own = Text(
            await client.Send(editor, HttpMethod.Post, "/api/v1/experiments", new { name = "own" }), "experiment_id");
        var model = await client.Send(
            Olga, HttpMethod.Post, "/api/2.0/mlflow/logged-models", new { experiment_id = experimentId });
        var modelId = model.GetProperty("model").GetProperty("info").GetProperty("model_id").GetString();
        var run = Text(
            await client.Send(editor, HttpMethod.Post, "/api/v1/runs", new { experiment_id = own }), "run_id");

        Assert.Equal(404, await client.Status(editor, HttpMethod.Post, "/api/v1/runs", new
        {
            experiment_id = own, parent_run_id = runId,
        }));
        Assert.Equal(404, await client.Status(editor, HttpMethod.Post, "/api/2.0/mlflow/runs/set-tag", new
        {
            run_id = run, key = "mlflow.parentRunId", value = runId,
        }));
        Assert.Equal(404, await client.Status(editor, HttpMethod.Post, "/api/2.0/mlflow/runs/log-inputs", new
        {
            run_id = run, models = new[] { new { model_id = modelId } },
        }));
        Assert.Equal(404, await client.Status(editor, HttpMethod.Post, "/api/2.0/mlflow/runs/log-batch", new
        {
            run_id = run, metrics = new[] { new { key = "k", value = 1, timestamp = 1, model_id = modelId } },
        }));
        Assert.Equal(200, await client.Status(editor, HttpMethod.Get, $"/api/v1/runs/{run}"));
    }

    private static IEnumerable<string?> Names(JsonElement items) =>
        items.EnumerateArray().Select(item => item.GetProperty("name").GetString());

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private async Task<string?> Refusal(Principal sender, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", tokens.Issue(sender, "tracking"));
        using var response = await http.SendAsync(request);
        return RefusalHeader.Find(response);
    }
}
