using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.Stores.Identity;
using Tauro.TestServers;

namespace Tauro.Identity.Api.Tests;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private IdentityHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await IdentityHost.Start();
        await host.SetUp();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_secret_of_a_key_is_shown_once_and_kept_nowhere()
    {
        var created = await Create(new NewApiKey("laptop"));
        var secret = created.Secret[(created.Secret.LastIndexOf('_') + 1)..];

        var (_, key) = await host.Send(host.Admin, HttpMethod.Get, $"/api/v1/api-keys/{created.Key.KeyId}");
        var (_, trail) = await host.Send(host.Admin, HttpMethod.Get, "/api/v1/identity/trail");
        var (_, events) = await host.Send(host.Admin, HttpMethod.Get, "/api/v1/identity/events");
        await host.Restart();

        Assert.Equal(created.Key, key.Deserialize<ApiKey>(TauroJson.Options));
        Assert.All([$"{key}", $"{trail}", $"{events}"], json => Assert.DoesNotContain(secret, json));
        Assert.DoesNotContain(SecretHash.Compute(created.Secret), $"{trail}");
        foreach (var file in Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories)
                     .Where(file => Path.GetExtension(file) != ".lock"))
            Assert.DoesNotContain(secret, await ReadShared(file));
    }

    [Fact]
    public async Task A_rotated_key_stays_valid_for_the_overlap()
    {
        var old = await Create(new NewApiKey("job", Scopes: [AccessScope.TrackWrite]));

        var next = await host.Ok<CreatedApiKey>(host.Admin, HttpMethod.Post,
            $"/api/v1/api-keys/{old.Key.KeyId}/rotate", new ApiKeyRotation(OverlapHours: 2));

        Assert.Equal(old.Key.KeyId, next.Key.SuccessorOf);
        Assert.Equal(("job", AccessScope.TrackWrite), (next.Key.Name, Assert.Single(next.Key.Scopes!)));
        var kept = await host.Ok<ApiKey>(host.Admin, HttpMethod.Get, $"/api/v1/api-keys/{old.Key.KeyId}");
        Assert.InRange(kept.ExpirationTime - next.Key.CreationTime, 7_000_000, 7_200_000);
        await host.Refused(400, "limit_exceeded", host.Admin, HttpMethod.Post,
            $"/api/v1/api-keys/{old.Key.KeyId}/rotate", new ApiKeyRotation(169));
    }

    [Fact]
    public async Task A_revoked_key_is_listed_but_not_given_to_the_gateway()
    {
        var created = await Create(new NewApiKey("laptop"));
        var path = $"/api/v1/api-keys/{created.Key.KeyId}";

        Assert.Equal(204, (await host.Send(host.Admin, HttpMethod.Delete, path)).Status);
        Assert.Equal(204, (await host.Send(host.Admin, HttpMethod.Delete, path)).Status);

        Assert.NotNull((await host.Ok<ApiKey>(host.Admin, HttpMethod.Get, path)).RevocationTime);
        Assert.Empty((await host.Ok<IdentitySnapshot>(
            host.Tokens.OfProcess, HttpMethod.Get, "/internal/identity/snapshot")).Keys);
        await host.Refused(409, "api_key_revoked", host.Admin, HttpMethod.Post, $"{path}/rotate",
            new ApiKeyRotation());
    }

    [Fact]
    public async Task A_key_with_scopes_makes_no_keys_without_them()
    {
        var scoped = host.Admin with { Scopes = [AccessScope.Read, AccessScope.Admin] };

        await host.Refused(403, "forbidden", scoped, HttpMethod.Post, "/api/v1/api-keys", new NewApiKey("more"));
        await host.Refused(403, "forbidden", host.Admin with { Scopes = [AccessScope.Read] }, HttpMethod.Post,
            "/api/v1/users", new NewUser("bob"));
    }

    [Fact]
    public async Task A_key_with_scopes_gets_no_other_credential()
    {
        var whole = await Create(new NewApiKey("whole"));
        var own = await Create(new NewApiKey("limited", Scopes: [AccessScope.Read, AccessScope.Admin]));
        var scoped = host.Admin with { Scopes = own.Key.Scopes, KeyId = own.Key.KeyId };
        var user = $"/api/v1/users/{host.Admin.Id}";

        await host.Refused(403, "forbidden", scoped, HttpMethod.Post,
            $"/api/v1/api-keys/{whole.Key.KeyId}/rotate", new ApiKeyRotation());
        await host.Refused(403, "forbidden", scoped, HttpMethod.Delete, $"/api/v1/api-keys/{whole.Key.KeyId}");
        await host.Refused(400, "password_refused", scoped, HttpMethod.Patch, user,
            new AccountChange("an evil password", "correct horse battery"));
        var next = await host.Ok<CreatedApiKey>(scoped, HttpMethod.Post,
            $"/api/v1/api-keys/{own.Key.KeyId}/rotate", new ApiKeyRotation());
        Assert.Equal(own.Key.Scopes, next.Key.Scopes);
    }

    [Theory]
    [InlineData(0, "limit_exceeded")]
    [InlineData(731, "limit_exceeded")]
    public async Task A_lifetime_out_of_bounds_is_refused(int days, string code) => await host.Refused(
        400, code, host.Admin, HttpMethod.Post, "/api/v1/api-keys", new NewApiKey("x", LifetimeDays: days));

    [Fact]
    public async Task Keys_of_others_are_as_if_there_were_none()
    {
        var created = await Create(new NewApiKey("laptop"));
        var eva = IdentityHost.PrincipalOf(await host.Ok<Account>(
            host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser("eva")));
        var path = $"/api/v1/api-keys/{created.Key.KeyId}";

        await host.Refused(404, "api_key_not_found", eva, HttpMethod.Get, path);
        await host.Refused(404, "api_key_not_found", eva, HttpMethod.Delete, path);
        await host.Refused(404, "api_key_not_found", eva, HttpMethod.Post, $"{path}/rotate", new ApiKeyRotation());
        await host.Ok<CreatedApiKey>(eva, HttpMethod.Post, "/api/v1/api-keys", new NewApiKey("own"));
        Assert.Single((await host.Ok<Page<ApiKey>>(eva, HttpMethod.Get, "/api/v1/api-keys")).Items);
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_recorded()
    {
        var created = await Create(new NewApiKey("laptop"));
        var id = created.Key.KeyId;

        await host.Send(host.Tokens.OfProcess, HttpMethod.Post, "/internal/identity/uses",
            new[] { new ApiKeyUse(id, 2_000, "10.0.0.7"), new ApiKeyUse(new("none"), 5, null) });
        await host.Send(host.Tokens.OfProcess, HttpMethod.Post, "/internal/identity/uses",
            new[] { new ApiKeyUse(id, 1_000, "10.0.0.8") });

        var key = await host.Ok<ApiKey>(host.Admin, HttpMethod.Get, $"/api/v1/api-keys/{id}");
        Assert.Equal((2_000L, "10.0.0.7"), (key.LastUseTime, key.LastAddress));
    }

    [Fact]
    public async Task Each_endpoint_admits_exactly_those_of_its_level()
    {
        var matrix = new AccessMatrix(host.Http, host.Tokens, "identity");
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>();

        Assert.Empty(EndpointRules.FindViolations(
            endpoints.Endpoints, "/health/startup", "/health/live", "/health/ready"));
        Assert.Empty(await matrix.FindViolations(endpoints));
        Assert.InRange(matrix.Calls, 300, 3_000);
    }

    private Task<CreatedApiKey> Create(NewApiKey key) =>
        host.Ok<CreatedApiKey>(host.Admin, HttpMethod.Post, "/api/v1/api-keys", key);

    private static async Task<string> ReadShared(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
