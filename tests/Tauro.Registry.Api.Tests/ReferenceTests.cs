using Tauro.Contracts.Models;

namespace Tauro.Registry.Api.Tests;

/// <summary>Versions whose files are those of a run, where clients can replace them.</summary>
public sealed class ReferenceTests
{
    private const string Version = "/api/v1/models/fraud/versions/1";

    [Theory]
    [InlineData("replaced")]
    [InlineData("deleted")]
    public async Task A_reference_whose_file_has_changed_passes_no_policy(string what)
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/model"] = "x"u8.ToArray();
        tracking["model/other"] = [1];
        await using var registry = await RegistryHost.Start(tracking);
        await Register(registry);
        if (what == "replaced") tracking["model/model"] = "y"u8.ToArray();
        else tracking.Remove("model/model");

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
        await registry.Ok(HttpMethod.Post, $"{Version}/stage", new { stage = "PRODUCTION" });
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
