using Tauro.Contracts.Identity;

namespace Tauro.Stores.Identity;

/// <summary>An account, with what checks its password.</summary>
/// <param name="Account">The account.</param>
/// <param name="PasswordHash">The hash of the password; null without a password.</param>
/// <param name="PasswordVersion">Incremented by each change of the password.</param>
public sealed record StoredAccount(Account Account, string? PasswordHash = null, int PasswordVersion = 0)
{
    /// <summary>Returns a description without the hash.</summary>
    public override string ToString() => $"account {Account.AccountId}";
}
