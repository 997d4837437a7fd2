using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.TestServers;

namespace Tauro.Registry.Api.Tests;

/// <summary>Models of one workspace, as requests of another see them.</summary>
public sealed class WorkspaceTests : IAsyncLifetime
{
    private const string Churn = "/api/v1/models/churn";

    private static readonly Principal Here = TestTokens.Admin() with { Workspace = WorkspaceName.Default };
    private static readonly Principal There = Here with { Workspace = new WorkspaceName("team-b") };

    private static readonly Principal Reader = TestTokens.User(AccessLevel.Read, ResourceType.RegisteredModel);

    private RegistryHost service = null!;
    private PrincipalClient client = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RegistryHost.Start(settings: [("TAURO_AUTH", "required"), ("TAURO_TESTING_RESET", "0")]);
        client = new PrincipalClient(service.Http, new TestTokens(service.Folder), "registry");
        await client.Send(Here, HttpMethod.Post, $"{Churn}/versions", new { artifact_mode = "NONE" });
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_moved_model_is_found_where_it_is_and_nowhere_else()
    {
        // So that both responses are in the cache.
        await client.Send(Here, HttpMethod.Get, Churn);
        Assert.Equal(404, await client.Status(There, HttpMethod.Get, Churn));

        await client.Send(There, HttpMethod.Post, $"{Churn}/move", new { from = "default" });

        foreach (var path in new[] { Churn, $"{Churn}/versions/1", $"{Churn}/timeline", $"{Churn}/versions/latest" })
        {
            Assert.Equal((404, path), (await client.Status(Here, HttpMethod.Get, path), path));
            Assert.Equal((200, path), (await client.Status(There, HttpMethod.Get, path), path));
        }

        var versions = await client.Send(There, HttpMethod.Get, "/api/v1/model-versions");
        Assert.Equal("team-b", versions.GetProperty("items")[0].GetProperty("workspace").GetString());
        var others = await client.Send(Here, HttpMethod.Get, "/api/v1/model-versions");
        Assert.Equal(0, others.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_workspace_stores_no_more_bytes_of_models_than_its_quota()
    {
        var limited = There with { Quotas = new WorkspaceQuotas(ModelBytesMax: 100) };
        await client.Send(limited, HttpMethod.Post, "/api/v1/models/spam/versions", new { artifact_mode = "UPLOAD" });
        const string files = "/api/v1/models/spam/versions/1/artifacts";
        Assert.Equal(201, await client.Status(limited, HttpMethod.Put, $"{files}/a", new string('a', 100)));

        var (status, refusal) = await client.Exchange(limited, HttpMethod.Put, $"{files}/b", "b");
        Assert.Equal(409, status);
        Assert.Contains("quota_exceeded", refusal);
        Assert.Contains("raise model_bytes_max of the workspace", refusal);
        // Another workspace, and a version without files.
        Assert.Equal(201, await client.Status(
            Here, HttpMethod.Post, $"{Churn}/versions", new { artifact_mode = "NONE" }));
        Assert.Equal(201, await client.Status(
            limited, HttpMethod.Post, "/api/v1/models/spam/versions", new { artifact_mode = "NONE" }));
        await client.Send(limited, HttpMethod.Delete, "/api/v1/models/spam");
        await client.Send(limited, HttpMethod.Post, "/api/v1/models/spam/versions", new { artifact_mode = "UPLOAD" });
        Assert.Equal(201, await client.Status(limited, HttpMethod.Put, $"{files}/b", "b"));
    }

    [Fact]
    public async Task Credentials_can_be_turned_off_only_while_all_models_are_in_default()
    {
        await service.RestartWith(("TAURO_AUTH", "off"));
        await service.RestartWith(("TAURO_AUTH", "required"));
        client = new PrincipalClient(service.Http, new TestTokens(service.Folder), "registry");
        await client.Send(There, HttpMethod.Post, $"{Churn}/move", new { from = "default" });

        var refusal = await Assert.ThrowsAsync<SettingException>(() => service.RestartWith(("TAURO_AUTH", "off")));
        Assert.Equal(
            "TAURO_AUTH is 'off'. There are registered models in other workspaces than 'default', which all clients "
            + "could see. Set it to 'required', or move them to 'default' first.",
            refusal.Message);
        await service.RestartWith(("TAURO_AUTH", "required"));
    }

    [Fact]
    public async Task Only_administrators_move_models()
    {
        var manager = There with
        {
            IsAdmin = false, Grants = [new Grant(ResourceType.Workspace, Grant.All, AccessLevel.Manage)],
        };
        var move = new { from = "default" };

        Assert.Equal(403, await client.Status(manager, HttpMethod.Post, $"{Churn}/move", move));
        Assert.Equal(403, await client.Status(
            There with { Scopes = [AccessScope.RegistryWrite] }, HttpMethod.Post, $"{Churn}/move", move));
        Assert.Equal(400, await client.Status(There, HttpMethod.Post, $"{Churn}/move", new { }));
        Assert.Equal(404, await client.Status(There, HttpMethod.Post, $"{Churn}/move", new { from = "team-c" }));
    }

    [Fact]
    public async Task The_trail_and_the_events_of_a_workspace_do_not_have_those_of_another()
    {
        await client.Send(There, HttpMethod.Post, "/api/v1/models/secret/versions", new { artifact_mode = "NONE" });
        await client.Send(There, HttpMethod.Delete, "/api/v1/models/secret");

        foreach (var path in new[] { "/api/v1/registry/trail", "/api/v1/registry/events" })
        {
            var (_, here) = await client.Exchange(Reader, HttpMethod.Get, path);
            var (_, there) = await client.Exchange(Reader with { Workspace = There.Workspace }, HttpMethod.Get, path);
            var (_, all) = await client.Exchange(Here, HttpMethod.Get, path);
            Assert.Contains("models/churn", here, StringComparison.Ordinal);
            Assert.DoesNotContain("models/secret", here, StringComparison.Ordinal);
            Assert.Contains("models/secret", there, StringComparison.Ordinal);
            Assert.DoesNotContain("models/churn", there, StringComparison.Ordinal);
            Assert.Contains("models/secret", all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_webhook_is_of_its_workspace()
    {
        const string Webhooks = "/api/2.0/mlflow/webhooks";
        var created = await client.Send(There, HttpMethod.Post, Webhooks, new
        {
            name = "hook", url = "https://8.8.8.8/hook",
            events = new[] { new { entity = "REGISTERED_MODEL", action = "CREATED" } },
        });
        var id = created.GetProperty("webhook").GetProperty("webhook_id").GetString();

        foreach (var (method, path) in ((HttpMethod, string)[])
            [
                (HttpMethod.Get, $"{Webhooks}/{id}"), (HttpMethod.Patch, $"{Webhooks}/{id}"),
                (HttpMethod.Post, $"{Webhooks}/{id}/test"), (HttpMethod.Delete, $"{Webhooks}/{id}"),
            ])
            Assert.Equal((404, method), (await client.Status(
                Here, method, path, method == HttpMethod.Get ? null : new { }), method));
        Assert.DoesNotContain("hook", (await client.Exchange(Here, HttpMethod.Get, Webhooks)).Body,
            StringComparison.Ordinal);
        Assert.Equal(200, await client.Status(There, HttpMethod.Get, $"{Webhooks}/{id}"));
    }
}
