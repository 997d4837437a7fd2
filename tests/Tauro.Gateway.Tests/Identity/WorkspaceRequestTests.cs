using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>The workspace of a request, in the token that a service gets.</summary>
public sealed partial class WorkspaceRequestTests : IAsyncLifetime
{
    private const string Runs = "/api/v1/runs";
    private const string Header = "X-MLFLOW-WORKSPACE";

    private static readonly WorkspaceName TeamA = new("team-a");
    private static readonly WorkspaceName TeamB = new("team-b");

    private FakeIdentity identity = null!;

    public async ValueTask InitializeAsync() => identity = await FakeIdentity.Start();

    public ValueTask DisposeAsync() => identity.DisposeAsync();

    [Theory]
    [InlineData(Runs, null, "default")]
    [InlineData(Runs, "", "default")]
    [InlineData(Runs, " team-a ", "team-a")]
    [InlineData("/workspaces/team-b" + Runs, null, "team-b")]
    [InlineData("/workspaces/team-b" + Runs, "team-a", "team-b")]
    [InlineData("/workspaces/default" + Runs, "team-a", "default")]
    [InlineData("/workspaces/team-b/" + Runs, null, "team-b")]
    public async Task An_administrator_is_in_the_workspace_that_the_path_or_the_header_names(
        string path, string? header, string expected)
    {
        await Change("ann", isAdmin: true);

        Assert.Equal(expected, (await Claims(path, header))["ws"]);
    }

    [Theory]
    [InlineData("team-c", 404, "workspace_not_found")]
    [InlineData("Team!", 400, "invalid_name")]
    [InlineData("../team-a", 400, "invalid_name")]
    public async Task A_workspace_that_does_not_exist_is_refused(string name, int status, string code)
    {
        await Change("ann", isAdmin: true);

        await Refused(status, code, Runs, name);
    }

    [Fact]
    public async Task A_workspace_without_a_role_is_refused_like_one_that_does_not_exist()
    {
        await Change("ann", isAdmin: false, Role("ann", TeamA));

        using var hidden = await Send(Runs, "team-b");
        using var missing = await Send(Runs, "team-c");
        Assert.Equal(404, (int)hidden.StatusCode);
        Assert.Equal(
            (await Detail(missing)).Replace("team-c", "team-b", StringComparison.Ordinal), await Detail(hidden));
    }

    [Fact]
    public async Task The_only_workspace_of_an_account_needs_no_name_and_grants_are_those_of_the_workspace()
    {
        await Change("ann", isAdmin: false, Role("ann", TeamA));
        var only = await Claims(Runs, null);
        Assert.Equal(("team-a", """["Workspace:*:Use"]"""), (only["ws"], only["g"]));
        // Everybody may enter default, where it has no grants.
        var other = await Claims(Runs, "default");
        Assert.Equal(("default", "[]"), (other["ws"], other["g"]));

        await Change("ann", isAdmin: false, Role("ann", TeamA), Role("ann", TeamB));

        Assert.Equal("default", (await Claims(Runs, null))["ws"]);
        Assert.Equal("team-b", (await Claims(Runs, "team-b"))["ws"]);
    }

    [Fact]
    public async Task All_accounts_have_the_access_of_the_snapshot_in_default()
    {
        await Change("ann", isAdmin: false);
        Assert.Equal("[]", (await Claims(Runs, "default"))["g"]);
        await identity.ChangeNow(snapshot => snapshot with { DefaultAccess = AccessLevel.Read });

        Assert.Equal("""["Experiment:*:Read","RegisteredModel:*:Read"]""", (await Claims(Runs, "default"))["g"]);
    }

    [Fact]
    public async Task A_key_that_is_limited_to_a_workspace_enters_no_other()
    {
        await Change("ann", isAdmin: true);
        await identity.ChangeNow(snapshot => snapshot with
        {
            Keys = [.. snapshot.Keys.Select(key => key with { Key = key.Key with { Workspace = TeamA } })],
        });

        await Refused(403, "forbidden", Runs, "team-b");
        await Refused(403, "forbidden", "/workspaces/default" + Runs, null);
        // What belongs to all workspaces is not for it, although its account is an administrator.
        var claims = await Claims(Runs, null);
        Assert.Equal(
            ("team-a", """["Read","TrackWrite","RegistryWrite","RegistryPromote"]"""), (claims["ws"], claims["scp"]));
    }

    [Fact]
    public async Task A_key_does_not_enter_a_workspace_in_which_its_account_has_no_role_any_more()
    {
        await Change("ann", isAdmin: false, Role("ann", TeamB));
        await identity.ChangeNow(snapshot => snapshot with
        {
            Keys = [.. snapshot.Keys.Select(key => key with { Key = key.Key with { Workspace = TeamA } })],
        });

        await Refused(404, "workspace_not_found", Runs, null);
    }

    [Fact]
    public async Task The_token_of_a_page_stays_in_its_workspace_unless_the_request_names_another()
    {
        await Change("ann", isAdmin: true);
        var reader = new Principal(PrincipalKind.User, new("id of ann"), "ann", true, [], Workspace: TeamA);
        var token = identity.Tokens.Issue(reader, "web");

        Assert.Equal("team-a", (await Claims(Runs, null, token))["ws"]);
        Assert.Equal("team-b", (await Claims("/workspaces/team-b" + Runs, null, token))["ws"]);
    }

    private static Role Role(string name, WorkspaceName workspace) => new()
    {
        RoleId = new($"role in {workspace}"),
        Name = "user",
        Workspace = workspace,
        Permissions = [new RolePermission(1, ResourceType.Workspace, Grant.All, AccessLevel.Use)],
        Members = [new AccountId($"id of {name}")],
    };

    private Task Change(string name, bool isAdmin, params Role[] roles) => identity.ChangeNow(snapshot => snapshot with
    {
        Accounts =
        [
            .. snapshot.Accounts.Select(stored => stored.Account.Name == name
                ? stored with { Account = stored.Account with { IsAdmin = isAdmin } }
                : stored),
        ],
        Roles = roles,
        Workspaces =
        [
            new Workspace { Name = WorkspaceName.Default }, new Workspace { Name = TeamA },
            new Workspace { Name = TeamB },
        ],
    });

    private async Task<HttpResponseMessage> Send(
        string path, string? workspace, string? credential = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential ?? identity.Key.Value);
        if (workspace is not null) request.Headers.Add(Header, workspace);
        return await identity.Gateway.Http.SendAsync(request);
    }

    private async Task<Dictionary<string, string>> Claims(string path, string? workspace, string? credential = null)
    {
        using var response = await Send(path, workspace, credential);
        Assert.Equal(200, (int)response.StatusCode);
        var received = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;
        var token = new JsonWebToken(received["Authorization"]["Bearer ".Length..]);
        return new Dictionary<string, string>
        {
            ["ws"] = token.GetPayloadValue<string>("ws"),
            ["g"] = JsonSerializer.Serialize(token.GetPayloadValue<string[]>("g")),
            ["scp"] = JsonSerializer.Serialize(
                token.TryGetPayloadValue<string[]>("scp", out var scopes) ? scopes : null),
            ["q"] = token.TryGetPayloadValue<string>("q", out var quotas) ? quotas : "",
        };
    }

    private async Task Refused(int status, string code, string path, string? workspace)
    {
        using var response = await Send(path, workspace);
        var problem = await response.Content.ReadFromJsonAsync<Dictionary<string, object>>();
        Assert.Equal((status, code), ((int)response.StatusCode, $"{problem!["code"]}"));
    }

    private static async Task<string> Detail(HttpResponseMessage response) =>
        $"{(await response.Content.ReadFromJsonAsync<Dictionary<string, object>>())!["detail"]}";
}
