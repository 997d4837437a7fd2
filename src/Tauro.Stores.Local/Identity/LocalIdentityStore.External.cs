using System.Globalization;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Stores.Local.Identity;

/// <content>External logins and group rules.</content>
internal sealed partial class LocalIdentityStore
{
    public async ValueTask<IReadOnlyList<ExternalLogin>> ListLogins(CancellationToken cancel = default)
    {
        var logins = await engine.Read(state => state.Logins.All.ToList()).ConfigureAwait(false);
        return
        [
            .. logins.OrderBy(login => login.Issuer, StringComparer.Ordinal)
                .ThenBy(login => login.Subject, StringComparer.Ordinal),
        ];
    }

    public ValueTask<StoreOutcome<ExternalLogin>> CreateLogin(
        NewExternalLogin login, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ExternalLoginWrites.Create(
            login, state.Logins.Find(login.Issuer, login.Subject), state.Accounts.Find(login.AccountId),
            state.Logins.CountIn(login.AccountId), NewLoginId(state), now), cancel);

    public ValueTask<StoreOutcome<ExternalLogin>> DeleteLogin(
        ExternalLoginId loginId, CancellationToken cancel = default) =>
        facts.Commit((state, _) => ExternalLoginWrites.Delete(state.Logins.Find(loginId), loginId), cancel);

    public ValueTask<StoreOutcome<AccountId>> SignIn(ExternalSignIn signIn, CancellationToken cancel = default)
    {
        var id = NewAccountId();
        return facts.Commit((state, now) => ExternalLoginWrites.SignIn(
            signIn, state.Logins.Find(signIn.Issuer, signIn.Subject),
            () => Create(state, NewAccount(state, signIn), null, id, now),
            (accountId, groups) => GroupRuleWrites.Apply(
                accountId, groups, state.GroupRules.All.Where(rule => rule.Issuer == signIn.Issuer),
                roleId => state.Roles.Find(roleId), now),
            NewLoginId(state), now), cancel);
    }

    public async ValueTask<IReadOnlyList<GroupRule>> ListGroupRules(CancellationToken cancel = default)
    {
        var rules = await engine.Read(state => state.GroupRules.All.ToList()).ConfigureAwait(false);
        return
        [
            .. rules.OrderBy(rule => rule.Issuer, StringComparer.Ordinal)
                .ThenBy(rule => rule.Group, StringComparer.Ordinal),
        ];
    }

    public ValueTask<StoreOutcome<GroupRule>> CreateGroupRule(NewGroupRule rule, CancellationToken cancel = default) =>
        facts.Commit((state, now) => GroupRuleWrites.Create(
            rule, state.FindRole(rule.RoleId), [.. state.GroupRules.All],
            new GroupRuleId(state.NextNumber.ToString(CultureInfo.InvariantCulture)), now), cancel);

    public ValueTask<StoreOutcome<GroupRule>> DeleteGroupRule(
        GroupRuleId ruleId, CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var rule = state.GroupRules.Find(ruleId);
            return GroupRuleWrites.Delete(rule, ruleId, rule is null ? null : state.Roles.Find(rule.RoleId), now);
        }, cancel);

    private static ExternalLoginId NewLoginId(IdentityState state) =>
        new(state.NextNumber.ToString(CultureInfo.InvariantCulture));

    private static Account NewAccount(IdentityState state, ExternalSignIn signIn) => new()
    {
        AccountId = default,
        Number = 0,
        Kind = signIn.Kind,
        Name = ExternalLoginWrites.FindFreeName(
            signIn.Name!, name => state.Accounts.FindByName(name) is not null),
    };
}
