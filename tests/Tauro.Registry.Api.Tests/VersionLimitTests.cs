using System.Net.Http.Json;
using System.Text.Json;
using Tauro.Contracts;

namespace Tauro.Registry.Api.Tests;

public sealed class VersionLimitTests
{
    private const string Versions = "/api/v1/models/Iñaki's/versions";
    private const string CreateVersion = "/api/2.0/mlflow/model-versions/create";
    private const string Header = "Tauro-Warning";

    private static readonly object Version = new { artifact_mode = "NONE" };
    private static readonly object MlflowVersion = new { name = "Iñaki's", source = "s3://bucket/model" };

    [Fact]
    public async Task Beyond_the_limit_versions_are_registered_with_a_warning_and_one_event()
    {
        await using var registry = await RegistryHost.Start(settings: ("Limits:VersionsPerModelMax", "2"));
        await registry.Ok(HttpMethod.Post, Versions, Version);
        Assert.False((await registry.Http.PostAsJsonAsync(Versions, Version)).Headers.Contains(Header));

        var third = await registry.Http.PostAsJsonAsync(Versions, Version);
        Assert.Equal(
            "versions_per_model;detail=\"More than 2 versions of the model exist, the limit "
            + "(Limits:VersionsPerModelMax). Delete some, or raise the limit.\"",
            Assert.Single(third.EnsureSuccessStatusCode().Headers.GetValues(Header)));
        var fourth = await registry.Http.PostAsJsonAsync(CreateVersion, MlflowVersion);
        Assert.Single(fourth.EnsureSuccessStatusCode().Headers.GetValues(Header));
        await registry.Ok(HttpMethod.Post, "/api/v1/models/other/versions", Version);

        var reached = Assert.Single(await Events(registry));
        Assert.Equal("models/Iñaki's", reached.GetProperty("subject").GetString());
        Assert.Equal(2, reached.GetProperty("data").GetProperty("max").GetInt32());
    }

    [Fact]
    public async Task Versions_beyond_a_limit_that_refuses_are_a_conflict_in_both_APIs()
    {
        await using var registry = await RegistryHost.Start(
            null, ("Limits:VersionsPerModelMax", "1"), ("Limits:VersionsPerModelAction", "Refuse"));
        await registry.Ok(HttpMethod.Post, Versions, Version);

        await registry.Refused(409, ProblemCodes.LimitReached, HttpMethod.Post, Versions, Version);
        var (status, error) = await registry.Send(HttpMethod.Post, CreateVersion, MlflowVersion);
        Assert.Equal((409, "RESOURCE_CONFLICT"), (status, error.GetProperty("error_code").GetString()));
        Assert.Contains("Delete some", error.GetProperty("message").GetString());
        Assert.Single(await Events(registry));

        await registry.Ok(HttpMethod.Delete, Versions + "/1");
        await registry.Ok(HttpMethod.Post, Versions, Version);
    }

    private static async Task<List<JsonElement>> Events(RegistryHost registry) =>
        [.. (await registry.Ok<JsonElement>(HttpMethod.Get, "/api/v1/registry/events?type=tauro.limit.reached"))
            .GetProperty("items").EnumerateArray()];
}
