using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Registry.Api.Tests.Webhooks;

namespace Tauro.Registry.Api.Tests;

/// <summary>Versions whose files are those of a run, where clients can replace them.</summary>
public sealed class ReferenceTests
{
    private const string Version = "/api/v1/models/fraud/versions/1";

    [Theory]
    [InlineData("replaced")]
    [InlineData("deleted")]
    [InlineData("directory deleted")]
    [InlineData("run purged")]
    public async Task A_reference_whose_file_has_changed_passes_no_policy(string what)
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/model"] = "x"u8.ToArray();
        tracking["model/other"] = [1];
        await using var registry = await RegistryHost.Start(tracking);
        await Register(registry);
        if (what == "replaced") tracking["model/model"] = "y"u8.ToArray();
        else if (what == "run purged") tracking.IsPurged = true;
        else tracking.Remove("model/model");
        if (what == "directory deleted") tracking.Remove("model/other");

        await registry.Refused(
            409, "checksum_mismatch", HttpMethod.Post, $"{Version}/stage", new { stage = "PRODUCTION" });
        await registry.Refused(
            409, "checksum_mismatch", HttpMethod.Post, $"{Version}/promotion/preview", new { gate = "PRODUCTION" });
        var (status, _) = await registry.Send(
            HttpMethod.Post, "/api/2.0/mlflow/model-versions/transition-stage",
            new { name = "fraud", version = "1", stage = "Production" });
        Assert.Equal(409, status);
        await registry.Ok(HttpMethod.Post, $"{Version}/stage", new { stage = "STAGING" });
        tracking["model/model"] = "x"u8.ToArray();
        tracking["model/other"] = [1];
        tracking.IsPurged = false;
        for (var i = 0; i <= Limits.VersionFilesMax; i++) tracking[$"model/later/{i}"] = [];
        await registry.Ok(HttpMethod.Post, $"{Version}/stage", new { stage = "PRODUCTION" });
    }

    [Fact]
    public async Task A_reference_whose_run_is_gone_can_be_archived_and_is_moved_by_an_override()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/model"] = "x"u8.ToArray();
        await using var registry = await RegistryHost.Start(tracking, ("Policies:OverridesAllowed", "true"));
        await Register(registry);
        await registry.Ok(HttpMethod.Put, "/api/v1/registry/policies/archive", new
        {
            gate = "ARCHIVED", rules = new[] { new { type = "REQUIRED_FILES", files = new[] { "model" } } },
        });
        tracking.IsPurged = true;

        await registry.Refused(
            409, "checksum_mismatch", HttpMethod.Post, $"{Version}/stage", new { stage = "PRODUCTION" });
        await registry.Ok(HttpMethod.Post, $"{Version}/stage", new { stage = "ARCHIVED" });
        await registry.Ok(HttpMethod.Post, $"{Version}/stage", new
        {
            stage = "PRODUCTION", @override = new { reason = "It is served from a copy.", by = "ana" },
        });
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_a_hook_responds_is_not_promoted()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/model"] = "x"u8.ToArray();
        await using var service = await WebhookReceiver.Start();
        service.Reply = """{"allow": true}""";
        service.Responding = () =>
        {
            tracking["model/model"] = "y"u8.ToArray();
            return Task.CompletedTask;
        };
        await using var registry = await RegistryHost.Start(tracking, ("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));
        await Register(registry);
        await registry.Ok(HttpMethod.Put, "/api/v1/registry/policies/hook", new
        {
            gate = "PRODUCTION", rules = new[] { new { type = "HOOK", url = service.Address } },
        });

        await registry.Refused(
            409, "checksum_mismatch", HttpMethod.Post, $"{Version}/stage", new { stage = "PRODUCTION" });
        Assert.Single(service.Received);
        Assert.Equal(ModelStage.None, (await registry.Version("fraud", 1)).Stage);
        tracking["model/model"] = "x"u8.ToArray();
        var (status, _) = await registry.Send(
            HttpMethod.Post, "/api/2.0/mlflow/model-versions/transition-stage",
            new { name = "fraud", version = "1", stage = "Production" });
        Assert.Equal(409, status);
    }

    [Fact]
    public async Task A_reference_is_not_moved_while_its_files_cannot_be_compared()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/model"] = "x"u8.ToArray();
        await using var registry = await RegistryHost.Start(tracking);
        await Register(registry);
        tracking.IsUnavailable = true;

        await registry.Refused(
            503, "storage_unavailable", HttpMethod.Post, $"{Version}/stage",
            new { stage = "PRODUCTION" });
    }

    private static async Task Register(RegistryHost registry)
    {
        await registry.Register("fraud", new { source = $"runs:/{FakeTracking.RunId}/model" });
        await RegistryHost.Until(
            () => registry.Version("fraud", 1), version => version.Status == ModelVersionStatus.Ready);
        await registry.Ok(HttpMethod.Put, "/api/v1/registry/policies/prod", new
        {
            gate = "PRODUCTION", rules = new[] { new { type = "REQUIRED_FILES", files = new[] { "model" } } },
        });
    }
}
