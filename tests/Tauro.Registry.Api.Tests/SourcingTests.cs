using System.Collections.Concurrent;
using System.Net;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Tests;

public sealed class SourcingTests
{
    private const string Source = $"runs:/{FakeTracking.RunId}/model";

    private static object Copy(string path = "model") =>
        new { artifact_mode = "COPY", source = $"runs:/{FakeTracking.RunId}/{path}" };

    [Fact]
    public async Task A_directory_is_copied_recursively()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/MLmodel"] = "flavor: sklearn"u8.ToArray();
        tracking["model/data/ä weights?.bin"] = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];
        tracking["other/x"] = [1];
        await using var registry = await RegistryHost.Start(tracking);
        var registered = await registry.Register("fraud", Copy());
        Assert.Equal(ModelVersionStatus.PendingRegistration, registered.Status);

        var version = await WaitSettled(registry);
        Assert.True(version.Status == ModelVersionStatus.Ready, version.StatusMessage);
        Assert.Equal(["MLmodel", "data/ä weights?.bin"], version.Files.Select(file => file.Path));
        Assert.Equal(300_015, version.SizeBytes);
        Assert.Equal(
            "flavor: sklearn", await registry.Http.GetStringAsync("/api/v1/models/fraud/versions/1/artifacts/MLmodel"));
        var bytes = await registry.Http.GetByteArrayAsync(
            "/api/v1/models/fraud/versions/1/artifacts/data/%C3%A4%20weights%3F.bin");
        Assert.Equal(300_000, bytes.Length);
    }

    [Fact]
    public async Task A_single_file_is_copied_under_its_own_name()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["a/b/model.pkl"] = [1, 2, 3];
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Register("fraud", Copy("a/b/model.pkl"));
        Assert.Equal(["model.pkl"], (await WaitSettled(registry)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_reference_is_checked_and_its_download_redirects_to_the_run()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/model"] = "x"u8.ToArray();
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Register("fraud", new { source = Source });

        var version = await WaitSettled(registry);
        Assert.Equal(ModelVersionStatus.Ready, version.Status);
        Assert.Equal(ArtifactMode.Reference, version.ArtifactMode);
        Assert.Equal(("model", 1L, "model/model"),
            (version.Files[0].Path, version.Files[0].SizeBytes, version.Files[0].SourcePath));
        using var response = await registry.Http.GetAsync("/api/v1/models/fraud/versions/1/artifacts/model");
        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(
            $"/api/v1/runs/{FakeTracking.RunId}/artifacts/model/model?sha256={version.Files[0].Sha256}",
            response.Headers.Location?.OriginalString);
        var listed = await registry.Ok<System.Text.Json.JsonElement>(
            HttpMethod.Get, "/api/v1/models/fraud/versions/1/artifacts");
        Assert.Equal("model", listed.GetProperty("items")[0].GetProperty("path").GetString());
        Assert.DoesNotContain(
            tracking.Requests, request => request.Contains("artifacts/model", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("COPY", FakeTracking.RunId, "none")]
    [InlineData("REFERENCE", FakeTracking.RunId, "none")]
    [InlineData("REFERENCE", FakeTracking.RunId, "model/none")]
    [InlineData("COPY", "ffffffffffffffffffffffffffffffff", "model")]
    public async Task A_missing_source_fails_the_version_with_a_reason(string mode, string run, string path)
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/x"] = [1];
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Register("fraud", new { artifact_mode = mode, source = $"runs:/{run}/{path}" });
        var version = await WaitSettled(registry);
        Assert.Equal(ModelVersionStatus.Failed, version.Status);
        Assert.NotEmpty(version.StatusMessage!);
        await registry.Refused(
            409, "version_not_ready", HttpMethod.Get, "/api/v1/models/fraud/versions/1/artifacts/x");
    }

    [Theory]
    [InlineData("COPY")]
    [InlineData("REFERENCE")]
    public async Task A_deleted_run_fails_the_version_because_a_purge_may_remove_its_files(string mode)
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/x"] = [1];
        tracking.IsDeleted = true;
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Register("fraud", new { artifact_mode = mode, source = Source });
        var version = await WaitSettled(registry);
        Assert.Equal(ModelVersionStatus.Failed, version.Status);
        Assert.Contains("is deleted. Restore it", version.StatusMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_is_pending_until_tracking_knows_it_and_refuses_to_purge_the_run()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/x"] = [1];
        // A version of another model, which had the name before.
        (tracking.KnownVersions, tracking.KnownModels) =
            (["fraud/1"], new Dictionary<string, string> { ["old"] = "fraud" });
        await using var registry = await RegistryHost.Start(tracking);
        var registered = await registry.Register("fraud", new { source = Source });
        await RegistryHost.Until(() => Task.FromResult(tracking.Requests.Count), count => count >= 3);
        Assert.Equal(ModelVersionStatus.PendingRegistration, (await registry.Version("fraud", 1)).Status);
        Assert.DoesNotContain(tracking.Requests, request => request.Contains("artifacts", StringComparison.Ordinal));

        // Renamed in Registry, of which Tracking is notified later.
        await registry.Ok(HttpMethod.Patch, "/api/v1/models/fraud", new { name = "scam" });
        tracking.KnownModels = new Dictionary<string, string>
        {
            ["old"] = "other", [registered.ModelId.Value] = "fraud",
        };
        Assert.Equal(ModelVersionStatus.Ready, (await WaitSettled(registry, "scam")).Status);
    }

    [Fact]
    public async Task MLflow_cannot_register_a_version_of_a_deleted_run_but_one_of_an_unknown_run()
    {
        const string create = "/api/2.0/mlflow/model-versions/create";
        await using var tracking = await FakeTracking.Start();
        tracking.IsDeleted = true;
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Ok(HttpMethod.Post, "/api/2.0/mlflow/registered-models/create", new { name = "fraud" });
        object Version(string run) => new { name = "fraud", source = $"mlflow-artifacts:/0/{run}/model", run_id = run };

        var (status, refused) = await registry.Send(HttpMethod.Post, create, Version(FakeTracking.RunId));
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (status, refused.GetProperty("error_code").GetString()));
        Assert.Contains("is deleted", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
        await registry.Ok(HttpMethod.Post, create, Version(new string('f', 32)));
        tracking.IsDeleted = false;
        await registry.Ok(HttpMethod.Post, create, Version(FakeTracking.RunId));
        (tracking.IsDeleted, tracking.IsUnavailable) = (true, true);
        await registry.Ok(HttpMethod.Post, create, Version(FakeTracking.RunId));
    }

    [Fact]
    public async Task Damaged_bytes_fail_the_version_and_nothing_is_stored()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/x"] = [1, 2, 3];
        tracking.IsDamaged = true;
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Register("fraud", Copy());
        var version = await WaitSettled(registry);
        Assert.Equal(ModelVersionStatus.Failed, version.Status);
        Assert.Contains("SHA-256", version.StatusMessage, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(ArtifactFiles(registry));
    }

    [Fact]
    public async Task While_tracking_is_unavailable_the_version_is_pending_and_then_it_is_filled()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/x"] = [1, 2, 3];
        tracking.IsUnavailable = true;
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Register("fraud", Copy());
        await RegistryHost.Until(() => Task.FromResult(tracking.Requests.Count), count => count >= 3);
        Assert.Equal(ModelVersionStatus.PendingRegistration, (await registry.Version("fraud", 1)).Status);

        tracking.IsUnavailable = false;
        Assert.Equal(ModelVersionStatus.Ready, (await WaitSettled(registry)).Status);
    }

    [Fact]
    public async Task A_pending_version_is_filled_after_a_restart_and_a_rename()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/x"] = [1, 2, 3];
        tracking.IsUnavailable = true;
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Register("fraud", Copy());
        await RegistryHost.Until(() => Task.FromResult(tracking.Requests.Count), count => count >= 1);
        await registry.Ok(HttpMethod.Patch, "/api/v1/models/fraud", new { name = "scam" });
        await registry.Restart();
        tracking.IsUnavailable = false;
        Assert.Equal(ModelVersionStatus.Ready, (await WaitSettled(registry, "scam")).Status);
    }

    [Fact]
    public async Task The_failure_of_a_deleted_version_does_not_fail_a_new_one_of_the_same_name()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/x"] = [1, 2, 3];
        var lists = new TaskCompletionSource();
        tracking.ListGate = lists.Task;
        // One version at a time, so that the new version is still pending when the old one fails.
        await using var registry = await RegistryHost.Start(tracking, ("Sourcing:ParallelMax", "1"));
        await registry.Register("fraud", Copy("none"));
        await RegistryHost.Until(() => Task.FromResult(tracking.Requests.Count), count => count >= 1);
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/fraud");
        await registry.Register("fraud", Copy());
        lists.SetResult();
        var version = await WaitSettled(registry);
        Assert.True(version.Status == ModelVersionStatus.Ready, version.StatusMessage);
    }

    [Fact]
    public async Task A_registered_version_is_filled_without_a_search_of_all_versions()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/x"] = [1, 2, 3];
        ConcurrentQueue<string> calls = null!;
        await using var registry = await RegistryHost.Start(
            tracking, services => calls = CountedCalls.AddTo(services));
        await registry.Register("fraud", Copy());
        await WaitSettled(registry);
        await registry.Register("gone", Copy());
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/gone");
        await registry.Register("churn", Copy());
        await WaitSettled(registry, "churn");

        Assert.Contains(nameof(IModelStore.GetVersionById), calls);
        // The one at the start.
        Assert.Single(calls, name => name == nameof(IModelStore.SearchVersions));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var tracking = await FakeTracking.Start();
        await using var elsewhere = await FakeTracking.Start();
        tracking.RedirectsTo = elsewhere.Address + "/secret";
        await using var registry = await RegistryHost.Start(tracking);
        await registry.Register("fraud", Copy());
        await RegistryHost.Until(() => Task.FromResult(tracking.Requests.Count), count => count >= 2);
        Assert.Empty(elsewhere.Requests);
        Assert.Equal(ModelVersionStatus.PendingRegistration, (await registry.Version("fraud", 1)).Status);
    }

    [Fact]
    public async Task The_files_of_a_deleted_version_are_deleted()
    {
        await using var registry = await RegistryHost.Start();
        foreach (var number in new[] { 1, 2 })
        {
            await registry.Register("fraud", new { });
            await registry.Ok(
                HttpMethod.Put, $"/api/v1/models/fraud/versions/{number}/artifacts/model.pkl",
                new ByteArrayContent([1]));
        }

        Assert.Equal(2, ArtifactFiles(registry).Count(IsModel));
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/fraud/versions/1");
        await RegistryHost.Until(() => Task.FromResult(ArtifactFiles(registry).Count(IsModel)), count => count == 1);
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/fraud");
        await RegistryHost.Until(() => Task.FromResult(ArtifactFiles(registry).Count(IsModel)), count => count == 0);

        static bool IsModel(string file) => file.EndsWith("model.pkl", StringComparison.Ordinal);
    }

    private static Task<ModelVersion> WaitSettled(RegistryHost registry, string name = "fraud") => RegistryHost.Until(
        () => registry.Version(name, 1), version => version.Status != ModelVersionStatus.PendingRegistration);

    private static string[] ArtifactFiles(RegistryHost registry)
    {
        var folder = Path.Combine(registry.Folder, "model_registry", "artifacts");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }
}
