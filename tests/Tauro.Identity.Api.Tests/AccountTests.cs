using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Paging;

namespace Tauro.Identity.Api.Tests;

public sealed class AccountTests : IAsyncLifetime
{
    private const string Password = "tower of four birds";

    private IdentityHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await IdentityHost.Start();
        await host.SetUp();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Accounts_are_kept_after_a_restart()
    {
        var user = await CreateUser("eva");
        var service = await host.Ok<Account>(
            host.Admin, HttpMethod.Post, "/api/v1/service-accounts", new NewServiceAccount("trainer", "Nightly."));

        await host.Restart();

        Assert.Equal(user, await host.Ok<Account>(host.Admin, HttpMethod.Get, $"/api/v1/users/{user.AccountId}"));
        var services = await host.Ok<Page<Account>>(host.Admin, HttpMethod.Get, "/api/v1/service-accounts");
        Assert.Equal([service], services.Items);
        var users = await host.Ok<Page<Account>>(host.Admin, HttpMethod.Get, "/api/v1/users");
        Assert.Equal(["ann", "eva"], users.Items.Select(account => account.Name));
    }

    [Theory]
    [InlineData("EVA", 409, "account_name_taken")]
    [InlineData("a:b", 400, "invalid_name")]
    [InlineData(" eva", 400, "invalid_name")]
    [InlineData("__user_1__", 400, "invalid_name")]
    [InlineData("", 400, "invalid_name")]
    public async Task A_bad_name_is_refused(string name, int status, string code)
    {
        await CreateUser("eva");

        await host.Refused(status, code, host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser(name));
    }

    [Fact]
    public async Task Those_who_are_no_administrators_see_and_change_only_themselves()
    {
        var eva = await CreateUser("eva");
        var ann = host.Admin.Id;
        var sender = IdentityHost.PrincipalOf(eva);

        await host.Ok<Account>(sender, HttpMethod.Get, $"/api/v1/users/{eva.AccountId}");
        await host.Refused(404, "account_not_found", sender, HttpMethod.Get, $"/api/v1/users/{ann}");
        await host.Refused(404, "account_not_found", sender, HttpMethod.Get, "/api/v1/users/none");
        await host.Refused(404, "account_not_found", sender, HttpMethod.Patch, $"/api/v1/users/{ann}",
            new AccountChange(Password: "an evil password"));
        await host.Refused(403, "forbidden", sender, HttpMethod.Patch, $"/api/v1/users/{eva.AccountId}",
            new AccountChange(IsAdmin: true));
        await host.Refused(403, "forbidden", sender, HttpMethod.Post, "/api/v1/users", new NewUser("bob"));
        await host.Refused(403, "forbidden", sender, HttpMethod.Get, "/api/v1/users");
        await host.Refused(404, "account_not_found", sender, HttpMethod.Get, $"/api/v1/api-keys?account_id={ann}");
        await host.Refused(403, "forbidden", sender with
        {
            Grants = [new Grant(ResourceType.Workspace, Grant.All, AccessLevel.Manage)],
        }, HttpMethod.Get, "/api/v1/identity/trail");
        await host.Refused(404, "account_not_found", host.Admin, HttpMethod.Delete,
            $"/api/v1/service-accounts/{eva.AccountId}");
    }

    [Fact]
    public async Task The_own_password_is_changed_with_the_current_one()
    {
        var eva = await CreateUser("eva");
        var sender = IdentityHost.PrincipalOf(eva);
        var path = $"/api/v1/users/{eva.AccountId}";
        const string Other = "another good password";

        await host.Refused(400, "password_refused", sender, HttpMethod.Patch, path, new AccountChange(Other));
        await host.Refused(400, "password_refused", sender, HttpMethod.Patch, path,
            new AccountChange(Other, "not my password"));
        await host.Ok<Account>(sender, HttpMethod.Patch, path, new AccountChange(Other, Password));
        await host.Refused(400, "password_refused", sender, HttpMethod.Patch, path,
            new AccountChange(Password, Password));
        await host.Ok<Account>(host.Admin, HttpMethod.Patch, path, new AccountChange(Password));
    }

    [Fact]
    public async Task An_administrator_is_always_left()
    {
        await host.Refused(409, "last_admin", host.Admin, HttpMethod.Patch, $"/api/v1/users/{host.Admin.Id}",
            new AccountChange(IsAdmin: false));
        await host.Refused(400, "invalid_request", host.Admin, HttpMethod.Delete, $"/api/v1/users/{host.Admin.Id}");
        var bob = await host.Ok<Account>(
            host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser("bob", IsAdmin: true));
        await host.Ok<Account>(host.Admin, HttpMethod.Patch, $"/api/v1/users/{host.Admin.Id}",
            new AccountChange(IsAdmin: false));

        await host.Refused(409, "last_admin", host.Admin, HttpMethod.Delete, $"/api/v1/users/{bob.AccountId}");
    }

    [Fact]
    public async Task A_deleted_account_loses_its_keys_and_roles()
    {
        var eva = await CreateUser("eva");
        var role = await host.Ok<Role>(host.Admin, HttpMethod.Post, "/api/v1/roles", new NewRole("readers"));
        await host.Ok<Role>(host.Admin, HttpMethod.Put, $"/api/v1/roles/{role.RoleId}/members/{eva.AccountId}");
        var key = await host.Ok<CreatedApiKey>(
            host.Admin, HttpMethod.Post, "/api/v1/api-keys", new NewApiKey("job", eva.AccountId));

        var (status, _) = await host.Send(host.Admin, HttpMethod.Delete, $"/api/v1/users/{eva.AccountId}");

        Assert.Equal(204, status);
        await host.Refused(404, "api_key_not_found", host.Admin, HttpMethod.Get,
            $"/api/v1/api-keys/{key.Key.KeyId}");
        Assert.Empty((await host.Ok<Role>(host.Admin, HttpMethod.Get, $"/api/v1/roles/{role.RoleId}")).Members);
    }

    [Fact]
    public async Task Roles_give_their_members_what_they_grant()
    {
        var eva = await CreateUser("eva");
        var role = await host.Ok<Role>(host.Admin, HttpMethod.Post, "/api/v1/roles", new NewRole("trainers"));
        var path = $"/api/v1/roles/{role.RoleId}";
        var added = await host.Ok<RolePermission>(host.Admin, HttpMethod.Post, $"{path}/permissions",
            new NewRolePermission(ResourceType.Experiment, AccessLevel.Edit));
        Assert.Equal(added, await host.Ok<RolePermission>(host.Admin, HttpMethod.Post, $"{path}/permissions",
            new NewRolePermission(ResourceType.Experiment, AccessLevel.Edit)));
        await host.Ok<Role>(host.Admin, HttpMethod.Put, $"{path}/members/{eva.AccountId}");

        var question = new AccessQuestion(AccessAction.Update, ResourceType.Run, eva.AccountId);
        var yes = await host.Ok<AccessExplanation>(host.Admin, HttpMethod.Post, "/api/v1/access/check", question);
        Assert.Equal((true, "trainers", AccessLevel.Edit), (yes.Allowed, yes.Role, yes.Grant!.Level));
        await host.Send(host.Admin, HttpMethod.Delete, $"{path}/permissions/{added.Number}");
        var no = await host.Ok<AccessExplanation>(host.Admin, HttpMethod.Post, "/api/v1/access/check", question);

        Assert.False(no.Allowed);
        await host.Refused(404, "permission_not_found", host.Admin, HttpMethod.Delete,
            $"{path}/permissions/{added.Number}");
        await host.Refused(404, "account_not_found", host.Admin, HttpMethod.Put, $"{path}/members/none");
        await host.Refused(409, "role_name_taken", host.Admin, HttpMethod.Post, "/api/v1/roles",
            new NewRole("TRAINERS"));
        await host.Refused(400, "invalid_request", host.Admin, HttpMethod.Post, $"{path}/permissions",
            new NewRolePermission(ResourceType.Experiment, AccessLevel.Edit, "cats:*"));
        await host.Refused(400, "invalid_request", host.Admin, HttpMethod.Post, $"{path}/permissions",
            new NewRolePermission(ResourceType.Run, AccessLevel.Edit, "17"));
        await host.Refused(400, "invalid_request", host.Admin, HttpMethod.Post, $"{path}/permissions",
            new NewRolePermission(ResourceType.Workspace, AccessLevel.Deny));
    }

    [Fact]
    public async Task A_grant_names_a_single_experiment()
    {
        var eva = await CreateUser("eva");
        var role = await host.Ok<Role>(host.Admin, HttpMethod.Post, "/api/v1/roles", new NewRole("trainers"));
        var path = $"/api/v1/roles/{role.RoleId}";
        await host.Ok<RolePermission>(host.Admin, HttpMethod.Post, $"{path}/permissions",
            new NewRolePermission(ResourceType.Experiment, AccessLevel.Edit, "17"));
        await host.Ok<Role>(host.Admin, HttpMethod.Put, $"{path}/members/{eva.AccountId}");

        var explanations = await Task.WhenAll(new[] { "17", "18", null }.Select(id => host.Ok<AccessExplanation>(
            host.Admin, HttpMethod.Post, "/api/v1/access/check",
            new AccessQuestion(AccessAction.Update, ResourceType.Run, eva.AccountId, id))));

        Assert.Equal([true, false, false], explanations.Select(explanation => explanation.Allowed));
        Assert.Equal("17", explanations[0].Grant!.Pattern);
    }

    [Fact]
    public async Task A_snapshot_waits_for_the_next_change()
    {
        var gateway = host.Tokens.OfProcess;
        const string Path = "/internal/identity/snapshot";
        var first = await host.Ok<Stores.Identity.IdentitySnapshot>(gateway, HttpMethod.Get, Path);
        var waiting = host.Ok<Stores.Identity.IdentitySnapshot>(
            gateway, HttpMethod.Get, $"{Path}?after={first.Version}");

        await CreateUser("eva");

        Assert.Equal(2, (await waiting).Accounts.Count);
        await host.Refused(403, "forbidden", host.Admin, HttpMethod.Get, Path);
    }

    private Task<Account> CreateUser(string name) => host.Ok<Account>(
        host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser(name, Password));
}
