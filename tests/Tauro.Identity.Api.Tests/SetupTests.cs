using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Paging;
using Tauro.Stores.Identity;
using Tauro.TestServers;
using Tauro.Tokens;

namespace Tauro.Identity.Api.Tests;

public sealed class SetupTests
{
    [Fact]
    public async Task The_setup_token_makes_the_first_administrator_once()
    {
        await using var host = await IdentityHost.Start();
        var token = host.SetupToken!;
        var isPrivate = OperatingSystem.IsWindows()
            || File.GetUnixFileMode(host.SetupFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var admin = await host.SetUp();

        Assert.True(isPrivate);
        Assert.Equal(("ann", true, PrincipalKind.User, true),
            (admin.Name, admin.IsAdmin, admin.Kind, admin.HasPassword));
        Assert.Null(host.SetupToken);
        await Refused(host, token, "bob");
        await host.Restart();
        Assert.Null(host.SetupToken);
    }

    [Fact]
    public async Task A_wrong_or_earlier_token_is_refused()
    {
        await using var host = await IdentityHost.Start();
        var earlier = host.SetupToken!;
        await host.Restart();

        await Refused(host, earlier, "ann");
        await Refused(host, host.SetupToken + "0", "ann");
        await Refused(host, "", "ann");
        await host.SetUp();
    }

    [Fact]
    public async Task Only_the_gateway_forwards_a_setup()
    {
        await using var host = await IdentityHost.Start();

        await host.Refused(403, "forbidden", TestTokens.Admin(), HttpMethod.Post, "/api/v1/setup",
            new NewAdmin(host.SetupToken!, "ann", "correct horse battery"));
    }

    [Fact]
    public async Task A_weak_password_is_refused()
    {
        await using var host = await IdentityHost.Start();

        foreach (var password in (string[])["short", "password1234", "aaaaaaaaaaaaaaaa", "annannannann", new('x', 257)])
            await host.Refused(400, "password_refused", host.Tokens.OfProcess, HttpMethod.Post, "/api/v1/setup",
                new NewAdmin(host.SetupToken!, "annannann", password));
    }

    [Fact]
    public async Task A_provided_key_makes_the_first_administrator()
    {
        using var folder = new TemporaryFolder();
        var secret = ApiKeySecret.Create(PrincipalKind.ServiceAccount);
        await File.WriteAllTextAsync(folder["key"], secret.Value + "\n");
        await using var host = await IdentityHost.Start(("TAURO_SETUP_ADMIN_KEY_FILE", folder["key"]));

        Assert.Null(host.SetupToken);
        var snapshot = await host.Ok<IdentitySnapshot>(
            host.Tokens.OfProcess, HttpMethod.Get, "/internal/identity/snapshot");
        var key = Assert.Single(snapshot.Keys);
        Assert.Equal((secret.KeyId, SecretHash.Compute(secret.Value)), (key.Key.KeyId, key.Hash));
        Assert.True(Assert.Single(snapshot.Accounts).Account.IsAdmin);

        await host.Restart();
        var keys = await host.Ok<Page<ApiKey>>(
            IdentityHost.PrincipalOf(snapshot.Accounts[0].Account), HttpMethod.Get, "/api/v1/api-keys");
        Assert.Single(keys.Items);
    }

    [Fact]
    public async Task Another_provided_key_is_a_way_back()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["key"], ApiKeySecret.Create(PrincipalKind.ServiceAccount).Value);
        await using var host = await IdentityHost.Start(("TAURO_SETUP_ADMIN_KEY_FILE", folder["key"]));
        var other = ApiKeySecret.Create(PrincipalKind.ServiceAccount);
        await File.WriteAllTextAsync(folder["key"], other.Value);

        await host.Restart();

        var snapshot = await host.Ok<IdentitySnapshot>(
            host.Tokens.OfProcess, HttpMethod.Get, "/internal/identity/snapshot");
        Assert.Single(snapshot.Accounts);
        Assert.Contains(other.KeyId, snapshot.Keys.Select(key => key.Key.KeyId));
    }

    private static Task Refused(IdentityHost host, string token, string name) => host.Refused(
        400, "invalid_setup_token", host.Tokens.OfProcess, HttpMethod.Post, "/api/v1/setup",
        new NewAdmin(token, name, "correct horse battery"));
}
