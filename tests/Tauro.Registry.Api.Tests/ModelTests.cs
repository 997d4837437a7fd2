using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Tests;

public sealed class ModelTests
{
    private static readonly object Metadata = new { artifact_mode = "NONE" };

    [Fact]
    public async Task A_model_is_created_read_changed_renamed_and_deleted()
    {
        await using var registry = await RegistryHost.Start();
        var created = await registry.Ok<RegisteredModel>(
            HttpMethod.Post, "/api/v1/models", new { name = "Fraud 100%", tags = new { team = "risk" } });
        var got = await registry.Ok<RegisteredModel>(HttpMethod.Get, "/api/v1/models/Fraud%20100%25");
        Assert.Equal((created.ModelId, "risk"), (got.ModelId, got.Tags["team"]));
        await registry.Refused(
            409, "model_name_taken", HttpMethod.Post, "/api/v1/models", new { name = "Fraud 100%" });

        var renamed = await registry.Ok<RegisteredModel>(
            HttpMethod.Patch, "/api/v1/models/Fraud%20100%25",
            new { name = "fraud", description = "d", tags = new Dictionary<string, string?> { ["a"] = "1" } });
        Assert.Equal(("fraud", "d", 2), (renamed.Name, renamed.Description, renamed.Tags.Count));
        await registry.Refused(404, "model_not_found", HttpMethod.Get, "/api/v1/models/Fraud%20100%25");
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/fraud");
        await registry.Refused(404, "model_not_found", HttpMethod.Delete, "/api/v1/models/fraud");
    }

    [Fact]
    public async Task The_name_of_a_model_that_is_being_deleted_is_a_conflict_in_both_APIs()
    {
        const string mlflow = "/api/2.0/mlflow/registered-models";
        await using var registry = await RegistryHost.Start();
        var store = registry.Services.GetRequiredService<IModelStore>();
        await Task.WhenAll(Enumerable.Range(0, 201).Select(_ =>
            store.RegisterVersion("fraud", new NewModelVersion(ArtifactMode: ArtifactMode.None)).AsTask()));
        await registry.Register("other", Metadata);
        var refused = false;

        await store.DeleteModel("fraud", async () =>
        {
            await Refused(HttpMethod.Post, "/api/v1/models", new { name = "fraud" });
            await Refused(HttpMethod.Post, "/api/v1/models/fraud/versions", Metadata);
            await Refused(HttpMethod.Patch, "/api/v1/models/other", new { name = "fraud" });
            await MlflowRefused(HttpMethod.Post, $"{mlflow}/create", new { name = "fraud" });
            await MlflowRefused(HttpMethod.Post, $"{mlflow}/rename", new { name = "other", new_name = "fraud" });
            refused = true;
        });

        Assert.True(refused);
        await registry.Ok(HttpMethod.Post, $"{mlflow}/create", new { name = "fraud" });

        Task Refused(HttpMethod method, string path, object body) =>
            registry.Refused(409, "model_being_deleted", method, path, body);

        async Task MlflowRefused(HttpMethod method, string path, object body)
        {
            var (status, json) = await registry.Send(method, path, body);
            Assert.Equal((409, "RESOURCE_CONFLICT"), (status, json.GetProperty("error_code").GetString()));
            Assert.Contains("'fraud' is being deleted", json.GetProperty("message").GetString());
        }
    }

    [Fact]
    public async Task Models_are_searched_by_name_tag_stage_and_framework_and_paged()
    {
        await using var registry = await RegistryHost.Start();
        foreach (var name in new[] { "fraud-eu", "fraud-us", "churn", "f.aud*" })
            await registry.Register(name, new { artifact_mode = "NONE", framework = "SkLearn" });
        await registry.Register("churn", new { artifact_mode = "NONE", framework = "scikit-learn" });
        await registry.Ok(HttpMethod.Patch, "/api/v1/models/churn", new { tags = new { team = "ads" } });
        await registry.Ok(HttpMethod.Post, "/api/v1/models/fraud-us/versions/1/stage", new { stage = "Production" });

        Assert.Equal(["fraud-eu", "fraud-us"], await Names("name=fraud*"));
        Assert.Equal(["fraud-eu"], await Names("name=fraud-?u"));
        Assert.Equal(["f.aud*"], await Names("name=f.*"));
        Assert.Equal(["churn"], await Names("name=churn"));
        Assert.Equal(["churn"], await Names("tag=team=ads"));
        Assert.Equal(["churn"], await Names("tag=team"));
        Assert.Empty(await Names("tag=team=ads&tag=other"));
        Assert.Equal(["fraud-us"], await Names("stage=production&framework=sklearn"));
        Assert.Empty(await Names("framework=onnx"));
        Assert.Equal(["churn"], await Names("filter=tags.team%20%3D%20'ads'%20AND%20name%20LIKE%20'c%25'"));
        Assert.Equal(["fraud-us", "fraud-eu"], await Names("name=fraud*&order_by=name%20DESC"));
        await registry.Refused(400, "invalid_filter", HttpMethod.Get, "/api/v1/models?filter=name%20%3D");
        await registry.Refused(400, "invalid_request", HttpMethod.Get, "/api/v1/models?framework=cobol");
        await registry.Refused(400, "invalid_request", HttpMethod.Get, "/api/v1/models?stage=9");

        var first = await registry.Ok<Page<RegisteredModel>>(HttpMethod.Get, "/api/v1/models?max_results=3");
        var second = await registry.Ok<Page<RegisteredModel>>(
            HttpMethod.Get, $"/api/v1/models?max_results=3&page_token={Uri.EscapeDataString(first.NextPageToken!)}");
        Assert.Equal((3, 1, null), (first.Items.Count, second.Items.Count, second.NextPageToken));

        async Task<IEnumerable<string>> Names(string query) =>
            (await registry.Ok<Page<RegisteredModel>>(HttpMethod.Get, "/api/v1/models?" + query))
            .Items.Select(model => model.Name);
    }

    [Fact]
    public async Task A_version_is_registered_staged_aliased_found_and_deleted()
    {
        await using var registry = await RegistryHost.Start();
        var version = await registry.Register("fraud", new
        {
            artifact_mode = "NONE",
            framework = "Scikit-Learn",
            hyperparameters = new { depth = 3, kind = "tree" },
            metrics = new { auc = 0.9 },
        });
        Assert.Equal((1, ModelFramework.Sklearn), (version.Version, version.Framework));
        var (_, raw) = await registry.Send(HttpMethod.Get, "/api/v1/models/fraud/versions/1");
        Assert.Equal("sklearn", raw.GetProperty("framework").GetString());
        Assert.Equal(JsonValueKind.Number, raw.GetProperty("hyperparameters").GetProperty("depth").ValueKind);
        await registry.Register("fraud", Metadata);

        await registry.Ok(HttpMethod.Post, "/api/v1/models/fraud/versions/1/stage", new { stage = "PRODUCTION" });
        await registry.Ok(
            HttpMethod.Post, "/api/v1/models/fraud/versions/2/stage",
            new { stage = "PRODUCTION", archive_existing = true });
        Assert.Equal(ModelStage.Archived, (await registry.Version("fraud", 1)).Stage);
        var latest = await registry.Ok<ModelVersion>(
            HttpMethod.Get, "/api/v1/models/fraud/versions/latest?stage=production");
        Assert.Equal(2, latest.Version);
        await registry.Refused(
            404, "version_not_found", HttpMethod.Get, "/api/v1/models/fraud/versions/latest?stage=staging");

        await registry.Ok(HttpMethod.Put, "/api/v1/models/fraud/aliases/champion", new { version = 1 });
        Assert.Equal(
            1, (await registry.Ok<ModelVersion>(HttpMethod.Get, "/api/v1/models/fraud/aliases/champion")).Version);
        await registry.Refused(
            400, "invalid_name", HttpMethod.Put, "/api/v1/models/fraud/aliases/latest", new { version = 1 });
        await registry.Ok(HttpMethod.Patch, "/api/v1/models/fraud/versions/1", new { tags = new { owner = "ana" } });

        Assert.Equal(["fraud/1"], await Found("/api/v1/model-versions?tag=owner=ana&framework=SKLEARN&name=fr*"));
        Assert.Equal(["fraud/2"], await Found("/api/v1/models/fraud/versions?stage=PRODUCTION&status=READY"));
        Assert.Equal(["fraud/1"], await Found(
            "/api/v1/model-versions?filter=metrics.auc%20%3E%200.8%20AND%20stage%20%3D%20'Archived'"));
        Assert.Equal(["fraud/1", "fraud/2"], await Found("/api/v1/model-versions?order_by=version"));
        await registry.Refused(404, "model_not_found", HttpMethod.Get, "/api/v1/models/none/versions");

        await registry.Ok(HttpMethod.Delete, "/api/v1/models/fraud/versions/1");
        await registry.Refused(404, "alias_not_found", HttpMethod.Get, "/api/v1/models/fraud/aliases/champion");
        await registry.Refused(404, "alias_not_found", HttpMethod.Delete, "/api/v1/models/fraud/aliases/champion");
        Assert.Equal(3, (await registry.Register("fraud", Metadata)).Version);

        async Task<IEnumerable<string>> Found(string path) =>
            (await registry.Ok<Page<ModelVersion>>(HttpMethod.Get, path))
            .Items.Select(found => $"{found.Name}/{found.Version}");
    }

    [Fact]
    public async Task Two_hundred_concurrent_registrations_get_the_numbers_1_to_200()
    {
        await using var registry = await RegistryHost.Start();
        var versions = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => registry.Register("fraud", Metadata)));
        Assert.Equal(Enumerable.Range(1, 200), versions.Select(version => version.Version).Order());
    }

    [Fact]
    public async Task A_client_reads_its_own_write_while_others_read()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", Metadata);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await registry.Version("fraud", 1);
        })).ToList();
        for (var i = 0; i < 200; i++)
        {
            await registry.Ok(HttpMethod.Patch, "/api/v1/models/fraud/versions/1", new { description = $"{i}" });
            Assert.Equal($"{i}", (await registry.Version("fraud", 1)).Description);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Everything_is_preserved_by_a_restart()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", Metadata);
        await registry.Register("fraud", Metadata);
        await registry.Ok(HttpMethod.Put, "/api/v1/models/fraud/aliases/champion", new { version = 2 });
        await registry.Ok(HttpMethod.Patch, "/api/v1/models/fraud", new { name = "scam" });
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/scam/versions/1");
        await registry.Restart();
        Assert.Equal(["champion"], (await registry.Version("scam", 2)).Aliases);
        await registry.Refused(404, "version_not_found", HttpMethod.Get, "/api/v1/models/scam/versions/1");
        await registry.Refused(404, "model_not_found", HttpMethod.Get, "/api/v1/models/fraud");
        Assert.Equal(3, (await registry.Register("scam", Metadata)).Version);
    }
}
