using System.Collections.Concurrent;
using Tauro.Stores.Identity;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Identity;

/// <summary>Accounts, with an index of their names and a count of the administrators.</summary>
internal sealed class AccountTable() : DocumentTable<StoredAccount>(
    TableId.Accounts, "accounts/accounts", stored => stored.Account.AccountId)
{
    private readonly ConcurrentDictionary<string, StoredAccount> byName = new(StringComparer.OrdinalIgnoreCase);
    private int admins;

    /// <summary>The number of administrators.</summary>
    public int Admins => admins;

    public StoredAccount? FindByName(string name) => byName.GetValueOrDefault(name);

    protected override void Changed(StoredAccount? before, StoredAccount? after)
    {
        if (after is not null) byName[after.Account.Name] = after; // the name of an account never changes
        else if (before is not null) byName.TryRemove(before.Account.Name, out _);
        admins += (after?.Account.IsAdmin == true ? 1 : 0) - (before?.Account.IsAdmin == true ? 1 : 0);
    }
}
