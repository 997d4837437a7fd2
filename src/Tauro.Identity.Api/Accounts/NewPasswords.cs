using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

/// <summary>Checks new passwords.</summary>
internal static class NewPasswords
{
    /// <summary>Checks a new password, and the current one of those who change their own, and hashes it.</summary>
    public static async Task<StoreOutcome<PasswordUpdate>> Hash(
        StoredAccount stored, string password, string? current, Caller caller, CancellationToken cancel)
    {
        if (stored.Account.Kind != PrincipalKind.User)
            return Refuse("A service account has no password; create an API key of it.");
        // It could sign in with the password, without the limits of the key.
        if (caller.Principal.Scopes is not null)
            return Refuse("An API key with scopes can't set a password; use another credential.");
        if (Passwords.Check(password, stored.Account.Name) is { } weak) return weak;
        if (caller.Is(stored.Account.AccountId) && stored.PasswordHash is { } hash
            && !(current is not null && await Passwords.Verify(hash, current, cancel)))
            return Refuse("current_password is missing, or is not the current password.");
        return new PasswordUpdate(await Passwords.Hash(password, cancel), stored.PasswordVersion);
    }

    private static StoreProblem Refuse(string message) =>
        StoreProblem.Invalid(ProblemCodes.PasswordRefused, message);
}
