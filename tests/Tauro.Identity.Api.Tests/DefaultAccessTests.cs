using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Tests;

/// <summary>What accounts without a role may do in the workspace <c>default</c>.</summary>
public sealed class DefaultAccessTests
{
    private const string Variable = "TAURO_DEFAULT_WORKSPACE_ACCESS";

    [Theory]
    [InlineData("none", false, false, false)]
    [InlineData("read", true, false, false)]
    [InlineData("use", true, true, false)]
    [InlineData("edit", true, true, true)]
    public async Task It_is_that_of_the_setting(string level, bool reads, bool creates, bool edits)
    {
        await using var host = await IdentityHost.Start((Variable, level));
        await host.SetUp();
        var eva = await host.Ok<Account>(
            host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser("eva", "correct horse battery"));
        var sender = IdentityHost.PrincipalOf(eva);

        Assert.Equal(reads, await IsAllowed(AccessAction.Read, ResourceType.Run));
        Assert.Equal(reads, await IsAllowed(AccessAction.Read, ResourceType.RegisteredModel));
        Assert.Equal(creates, await IsAllowed(AccessAction.Create, ResourceType.Experiment));
        Assert.Equal(edits, await IsAllowed(AccessAction.Update, ResourceType.Run));
        Assert.False(await IsAllowed(AccessAction.Delete, ResourceType.Run));
        Assert.False(await IsAllowed(AccessAction.Manage, ResourceType.Workspace));
        // The gateway gets it with the snapshot, and in the list of workspaces the account sees default.
        var snapshot = await host.Ok<IdentitySnapshot>(
            host.Tokens.OfProcess, HttpMethod.Get, "/internal/identity/snapshot");
        Assert.Equal(level, snapshot.DefaultAccess?.ToString().ToLowerInvariant() ?? "none");
        // Also one that has this version, but started before the setting was changed.
        var known = level == "read" ? "Edit" : "Read";
        var changed = await host.Ok<IdentitySnapshot>(
            host.Tokens.OfProcess, HttpMethod.Get,
            $"/internal/identity/snapshot?after={snapshot.Version}&known={known}");
        Assert.Equal(snapshot.DefaultAccess, changed.DefaultAccess);
        var workspaces = await host.Ok<Page<Workspace>>(sender, HttpMethod.Get, "/api/v1/workspaces");
        Assert.Equal(reads ? ["default"] : [], workspaces.Items.Select(workspace => workspace.Name.Value));

        async Task<bool> IsAllowed(AccessAction action, ResourceType type)
        {
            var explained = await host.Ok<AccessExplanation>(
                sender, HttpMethod.Post, "/api/v1/access/check", new AccessQuestion(action, type));
            if (explained.Allowed) Assert.Equal(Variable, explained.Role);
            return explained.Allowed;
        }
    }

    [Fact]
    public async Task It_is_of_no_use_in_another_workspace()
    {
        await using var host = await IdentityHost.Start((Variable, "edit"));
        await host.SetUp();
        await host.Ok<Workspace>(
            host.Admin, HttpMethod.Post, "/api/v1/workspaces", new NewWorkspace(new WorkspaceName("team-a")));
        var eva = await host.Ok<Account>(
            host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser("eva", "correct horse battery"));
        var sender = IdentityHost.PrincipalOf(eva) with { Workspace = new WorkspaceName("team-a") };

        var explained = await host.Ok<AccessExplanation>(
            sender, HttpMethod.Post, "/api/v1/access/check", new AccessQuestion(AccessAction.Read, ResourceType.Run));

        Assert.False(explained.Allowed);
    }

    [Fact]
    public async Task Another_value_is_refused_at_the_start()
    {
        await using var host = await IdentityHost.Start((Variable, "all"));

        var refusal = Assert.Throws<SettingException>(() =>
            host.Services.GetServices<SettingCheck>().ToList().ForEach(check => check.Run()));

        Assert.Contains("'all'", refusal.Message);
        Assert.Contains("none, read, use or edit", refusal.Message);
    }
}
