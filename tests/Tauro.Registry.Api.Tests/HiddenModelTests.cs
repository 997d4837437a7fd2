using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Trail;
using Tauro.TestServers;

namespace Tauro.Registry.Api.Tests;

/// <summary>A model that an account may not see is the same as one that does not exist.</summary>
public sealed class HiddenModelTests : IAsyncLifetime
{
    private static readonly Principal Olga = TestTokens.User(AccessLevel.Use, ResourceType.Workspace) with
    {
        Id = new AccountId("olga"), Name = "olga",
    };

    private static readonly Principal Eva = TestTokens.User(AccessLevel.Read) with
    {
        Id = new AccountId("eva"), Name = "eva",
    };

    private RegistryHost service = null!;
    private TestTokens tokens = null!;
    private PrincipalClient client = null!;
    private string modelId = "";

    public async ValueTask InitializeAsync()
    {
        service = await RegistryHost.Start(settings: [("TAURO_AUTH", "required"), ("TAURO_TESTING_RESET", "0")]);
        tokens = new TestTokens(service.Folder);
        client = new PrincipalClient(service.Http, tokens, "registry");
        await client.Send(
            TestTokens.Admin(), HttpMethod.Post, "/api/v1/models/open/versions", new { artifact_mode = "NONE" });
        var version = await client.Send(Olga, HttpMethod.Post, "/api/v1/models/secret/versions", new { });
        modelId = version.GetProperty("model_id").GetString()!;
        await client.Send(
            Olga, HttpMethod.Put, "/api/v1/models/secret/versions/1/artifacts/weights.bin", "weights");
        await client.Send(Olga, HttpMethod.Post, "/api/v1/models/secret/versions", new { artifact_mode = "NONE" });
        await client.Send(Olga, HttpMethod.Put, "/api/v1/models/secret/aliases/champion", new { version = 2 });
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Every_endpoint_responds_as_if_it_did_not_exist_and_changes_nothing()
    {
        var upload = await client.Send(
            Olga, HttpMethod.Post, "/api/v1/models/secret/versions/1/uploads", new { path = "big.bin" });
        var hidden = new HiddenIds(service.Http, tokens, "registry", new Dictionary<string, (string, string)>
        {
            ["name"] = ("secret", "absent"),
            ["version"] = ("1", "1"),
            ["alias"] = ("champion", "champion"),
            ["upload_id"] = (upload.GetProperty("upload_id").GetString()!, "0123456789abcdef0123456789abcdef"),
            ["path"] = ("weights.bin", "weights.bin"),
            ["stage"] = ("Production", "Production"),
            ["key"] = ("k", "k"),
            ["value"] = ("v", "v"),
            ["new_name"] = ("renamed", "renamed"),
            ["source"] = ("models:/secret/2", "models:/absent/2"),
            ["filter"] = ("name = 'secret'", "name = 'absent'"),
            ["max_results"] = ("10", "10"),
        });
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>();
        var trail = service.Services.GetRequiredService<ITrailStore>();
        var before = await trail.GetCheckpoint();

        var differences = await hidden.FindDifferences(endpoints, Eva) + await hidden.FindDifferences(
            endpoints, Eva with
            {
                Grants =
                [
                    new(ResourceType.RegisteredModel, Grant.All, AccessLevel.Manage),
                    new(ResourceType.RegisteredModel, modelId, AccessLevel.Deny),
                ],
            }) + await hidden.FindDifferences(
            // One that may create models would create one of the name in its workspace.
            endpoints, Eva with
            {
                Id = new AccountId("olga"),
                Workspace = new WorkspaceName("team-b"),
                Grants = [new(ResourceType.RegisteredModel, Grant.All, AccessLevel.Manage)],
            });

        Assert.True(differences.Length == 0, differences);
        Assert.Equal(before, await trail.GetCheckpoint());
        Assert.InRange(hidden.Missing, 80, 1_000);
    }

    [Fact]
    public async Task Lists_have_only_what_may_be_seen()
    {
        var reader = Eva with { Grants = [new Grant(ResourceType.RegisteredModel, modelId, AccessLevel.Read)] };

        var models = await client.Send(reader, HttpMethod.Get, "/api/v1/models");
        var versions = await client.Send(reader, HttpMethod.Get, "/api/v1/model-versions");
        var mlflow = await client.Send(reader, HttpMethod.Get, "/api/2.0/mlflow/registered-models/search");
        var none = await client.Send(Eva, HttpMethod.Get, "/api/v1/models");

        var model = Assert.Single(models.GetProperty("items").EnumerateArray());
        Assert.Equal("secret", model.GetProperty("name").GetString());
        Assert.Equal(2, versions.GetProperty("items").GetArrayLength());
        Assert.Equal(1, mlflow.GetProperty("registered_models").GetArrayLength());
        Assert.Empty(none.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_reader_sees_but_may_not_change()
    {
        var reader = Eva with { Grants = [new Grant(ResourceType.RegisteredModel, modelId, AccessLevel.Read)] };
        var editor = Eva with { Grants = [new Grant(ResourceType.RegisteredModel, modelId, AccessLevel.Edit)] };
        const string Version = "/api/v1/models/secret/versions/1";

        Assert.Equal(200, await client.Status(reader, HttpMethod.Get, Version));
        Assert.Equal(200, await client.Status(reader, HttpMethod.Get, "/api/v1/models/secret/timeline"));
        Assert.Equal(403, await client.Status(reader, HttpMethod.Patch, Version, new { description = "x" }));
        Assert.Equal(403, await client.Status(reader, HttpMethod.Put, $"{Version}/artifacts/more.bin", "x"));
        Assert.Equal(403, await client.Status(
            reader, HttpMethod.Post, $"{Version}/uploads", new { path = "more.bin" }));
        Assert.Equal(403, await client.Status(reader, HttpMethod.Post, $"{Version}/finalize"));
        Assert.Equal(201, await client.Status(editor, HttpMethod.Put, $"{Version}/artifacts/more.bin", "x"));
        // Who may change a version may not delete its files.
        Assert.Equal(403, await client.Status(editor, HttpMethod.Delete, $"{Version}/artifacts/more.bin"));
        Assert.Equal(403, await client.Status(editor, HttpMethod.Delete, "/api/v1/models/secret"));
        Assert.Equal(204, await client.Status(Olga, HttpMethod.Delete, $"{Version}/artifacts/more.bin"));
    }
}
