using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Tests;

/// <summary>External logins and group rules, and the sign-ins that the gateway reports.</summary>
public sealed class ExternalLoginTests : IAsyncLifetime
{
    private const string Issuer = "https://login.example.com";
    private const string Logins = "/api/v1/external-logins";
    private const string Rules = "/api/v1/group-rules";
    private const string SignIns = "/internal/identity/sign-ins";

    private IdentityHost host = null!;

    private Principal Gateway => host.Tokens.OfProcess;

    public async ValueTask InitializeAsync()
    {
        host = await IdentityHost.Start();
        await host.SetUp();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Accounts_logins_rules_and_members_are_kept_after_a_restart()
    {
        var rule = await CreateRule("science");
        var account = await SignIn("sub", "science");

        await host.Restart();

        Assert.Equal(account, await SignIn("sub", "science"));
        Assert.Equal([rule], (await host.Ok<Page<GroupRule>>(host.Admin, HttpMethod.Get, Rules)).Items);
        Assert.Equal([new RuleMember(account, rule.RuleId)], (await GetRole(rule)).RuleMembers);
        var login = Assert.Single((await host.Ok<Page<ExternalLogin>>(host.Admin, HttpMethod.Get, Logins)).Items);
        Assert.Equal((account, Issuer, "sub"), (login.AccountId, login.Issuer, login.Subject));
    }

    [Theory]
    [InlineData("bob", "bob"), InlineData("ann", "ann-2"), InlineData("ANN", "ANN-2"), InlineData("a:b", "a/b")]
    [InlineData("__user_1__", "user_1"), InlineData(" \t", "user"), InlineData("b\u0001ob", "bob")]
    public async Task The_name_of_a_new_account_is_a_free_one_like_that_of_the_issuer(string name, string expected)
    {
        var id = await SignInAs("sub", name);

        var user = await host.Ok<Account>(host.Admin, HttpMethod.Get, $"/api/v1/users/{id}");
        Assert.Equal((expected, false, false), (user.Name, user.IsAdmin, user.HasPassword));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_cut()
    {
        var id = await SignInAs("sub", new string('x', 400));
        var other = await SignInAs("sub 2", new string('x', 400));

        Assert.NotEqual(id, other);
    }

    [Fact]
    public async Task Each_rule_counts_by_itself()
    {
        var rule = await CreateRule("science");
        var other = await host.Ok<GroupRule>(
            host.Admin, HttpMethod.Post, Rules, new NewGroupRule(Issuer, "art", rule.RoleId));
        Assert.Equal(other, await host.Ok<GroupRule>(
            host.Admin, HttpMethod.Post, Rules, new NewGroupRule(Issuer, "art", rule.RoleId)));
        var foreign = await host.Ok<GroupRule>(
            host.Admin, HttpMethod.Post, Rules, new NewGroupRule(Issuer + "/", "art", rule.RoleId));

        var account = await SignIn("sub", "science", "art");
        Assert.Equal(2, (await GetRole(rule)).RuleMembers.Count);
        Assert.DoesNotContain((await GetRole(rule)).RuleMembers, member => member.RuleId == foreign.RuleId);

        await Delete($"{Rules}/{other.RuleId}");
        Assert.Equal([new RuleMember(account, rule.RuleId)], (await GetRole(rule)).RuleMembers);

        await SignIn(Report("sub") with { Groups = null });
        Assert.Single((await GetRole(rule)).RuleMembers);
        await SignIn("sub");
        Assert.Empty((await GetRole(rule)).RuleMembers);
    }

    [Fact]
    public async Task With_a_role_its_rules_are_deleted_and_with_an_account_its_logins()
    {
        var rule = await CreateRule("science");
        var account = await SignIn("sub", "science");

        await Delete($"/api/v1/users/{account}");
        Assert.Empty((await GetRole(rule)).RuleMembers);
        Assert.NotEqual(account, await SignIn("sub", "science"));

        await Delete($"/api/v1/roles/{rule.RoleId}");
        Assert.Empty((await host.Ok<Page<GroupRule>>(host.Admin, HttpMethod.Get, Rules)).Items);
        await SignIn("sub", "science");
    }

    [Fact]
    public async Task A_sign_in_that_changes_nothing_adds_no_event()
    {
        await CreateRule("science");
        var first = await host.Ok<ExternalAccount>(Gateway, HttpMethod.Post, SignIns, Report("sub", "science"));
        var second = await host.Ok<ExternalAccount>(Gateway, HttpMethod.Post, SignIns, Report("sub", "science"));

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Bad_logins_and_rules_are_refused()
    {
        var ann = host.Admin.Id;
        var rule = await CreateRule("science");
        await SignIn("sub");
        var tooLong = new string('x', Limits.ExternalNameLengthMax + 1);

        await Refused(400, "invalid_request", Logins, new NewExternalLogin(ann, "", "sub"));
        await Refused(400, "invalid_request", Logins, new NewExternalLogin(ann, Issuer, tooLong));
        await Refused(404, "account_not_found", Logins, new NewExternalLogin(new("none"), Issuer, "x"));
        await Refused(409, "external_login_taken", Logins, new NewExternalLogin(ann, Issuer, "sub"));
        await Refused(400, "invalid_request", Rules, new NewGroupRule(Issuer, "a\nb", rule.RoleId));
        await Refused(404, "role_not_found", Rules, new NewGroupRule(Issuer, "art", new("none")));
        await host.Refused(404, "external_login_not_found", host.Admin, HttpMethod.Delete, $"{Logins}/none");
        await host.Refused(404, "group_rule_not_found", host.Admin, HttpMethod.Delete, $"{Rules}/none");
        await host.Refused(
            404, "external_login_not_found", Gateway, HttpMethod.Post, SignIns,
            Report("unknown") with { Name = null });
        for (var i = 0; i < Limits.ExternalLoginsPerAccountMax; i++)
            await host.Ok<ExternalLogin>(
                host.Admin, HttpMethod.Post, Logins, new NewExternalLogin(ann, Issuer, $"sub of {i}"));
        await Refused(400, "limit_exceeded", Logins, new NewExternalLogin(ann, Issuer, "more"));
    }

    [Fact]
    public async Task Only_administrators_see_and_change_them_and_only_the_gateway_reports_sign_ins()
    {
        var user = await host.Ok<Account>(host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser("eva"));
        var eva = IdentityHost.PrincipalOf(user);

        await host.Refused(403, "forbidden", eva, HttpMethod.Get, Logins);
        await host.Refused(403, "forbidden", eva, HttpMethod.Get, Rules);
        await host.Refused(
            403, "forbidden", eva, HttpMethod.Post, Logins, new NewExternalLogin(eva.Id, Issuer, "sub"));
        await host.Refused(403, "forbidden", host.Admin, HttpMethod.Post, SignIns, Report("sub"));
    }

    private Task Refused(int status, string code, string path, object body) =>
        host.Refused(status, code, host.Admin, HttpMethod.Post, path, body);

    private async Task Delete(string path) =>
        Assert.Equal(204, (await host.Send(host.Admin, HttpMethod.Delete, path)).Status);

    private async Task<GroupRule> CreateRule(string group)
    {
        var role = await host.Ok<Role>(host.Admin, HttpMethod.Post, "/api/v1/roles", new NewRole("trainers"));
        return await host.Ok<GroupRule>(
            host.Admin, HttpMethod.Post, Rules, new NewGroupRule(Issuer, group, role.RoleId));
    }

    private Task<Role> GetRole(GroupRule rule) =>
        host.Ok<Role>(host.Admin, HttpMethod.Get, $"/api/v1/roles/{rule.RoleId}");

    private static ExternalSignIn Report(string subject, params string[] groups) =>
        new(Issuer, subject, PrincipalKind.User, "bob", groups);

    private Task<AccountId> SignIn(string subject, params string[] groups) => SignIn(Report(subject, groups));

    private Task<AccountId> SignInAs(string subject, string name) => SignIn(Report(subject) with { Name = name });

    private async Task<AccountId> SignIn(ExternalSignIn signIn) =>
        (await host.Ok<ExternalAccount>(Gateway, HttpMethod.Post, SignIns, signIn)).AccountId;
}
