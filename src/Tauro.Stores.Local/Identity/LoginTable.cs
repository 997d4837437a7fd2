using System.Collections.Concurrent;
using Tauro.Contracts.Identity;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Identity;

/// <summary>External logins, with indexes by account and by issuer and subject.</summary>
internal sealed class LoginTable() : GroupedTable<ExternalLogin>(
    TableId.ExternalLogins, "accounts/logins", login => login.LoginId, login => login.AccountId)
{
    private readonly ConcurrentDictionary<(string Issuer, string Subject), ExternalLogin> bySubject = [];

    public ExternalLogin? Find(string issuer, string subject) => bySubject.GetValueOrDefault((issuer, subject));

    protected override void Changed(ExternalLogin? before, ExternalLogin? after)
    {
        base.Changed(before, after);
        if (after is not null) bySubject[(after.Issuer, after.Subject)] = after; // a login never changes
        else if (before is not null) bySubject.TryRemove((before.Issuer, before.Subject), out _);
    }
}
