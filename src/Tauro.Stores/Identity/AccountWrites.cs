using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Identity;

/// <summary>Decides writes to accounts.</summary>
public static class AccountWrites
{
    /// <param name="account">The account to create.</param>
    /// <param name="passwordHash">The hash of its password; null for none.</param>
    /// <param name="named">The account that has the name; null for none.</param>
    /// <param name="count">The number of accounts.</param>
    /// <param name="id">A new id.</param>
    /// <param name="number">A new number.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Account>> Create(
        Account account, string? passwordHash, StoredAccount? named, int count, AccountId id, long number, long now)
    {
        if (CheckName(account.Name) is { } badName) return badName;
        if (CheckDescription(account.Description) is { } badDescription) return badDescription;
        if (named is not null) return IdentityProblems.NameTaken(account.Name);
        if (count >= Limits.AccountsMax) return IdentityProblems.TooMany("accounts", Limits.AccountsMax);
        var created = account with
        {
            AccountId = id, Number = number, HasPassword = passwordHash is not null, CreationTime = now,
            LastUpdateTime = now,
        };
        return new Decision<IdentityFact, Account>(
            [new IdentityFact.PutAccount(new StoredAccount(created, passwordHash, passwordHash is null ? 0 : 1))],
            [new AccountCreated(id, created.Kind, created.Name, created.IsAdmin)],
            created);
    }

    /// <param name="stored">The account; null when there is none.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="update">The change.</param>
    /// <param name="admins">The number of administrators.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Account>> Update(
        StoredAccount? stored, AccountId accountId, AccountUpdate update, int admins, long now)
    {
        if (stored is null) return IdentityProblems.AccountMissing(accountId);
        if (CheckDescription(update.Description) is { } badDescription) return badDescription;
        var account = stored.Account;
        if (account.IsAdmin && update.IsAdmin == false && admins == 1) return IdentityProblems.LastAdmin(account.Name);
        if (update.Password is { } given && given.Replaces != stored.PasswordVersion)
            return IdentityProblems.PasswordChanged();
        var updated = account with
        {
            Description = update.Description ?? account.Description,
            IsAdmin = update.IsAdmin ?? account.IsAdmin,
            HasPassword = account.HasPassword || update.Password is not null,
            LastUpdateTime = now,
        };
        if (updated with { LastUpdateTime = account.LastUpdateTime } == account && update.Password is null)
            return Decision<IdentityFact, Account>.Unchanged(account);
        var changesPassword = update.Password is not null;
        return new Decision<IdentityFact, Account>(
            [
                new IdentityFact.PutAccount(new StoredAccount(
                    updated, update.Password?.Hash ?? stored.PasswordHash,
                    stored.PasswordVersion + (changesPassword ? 1 : 0))),
            ],
            [new AccountUpdated(accountId, updated.Name, updated.IsAdmin, changesPassword)],
            updated);
    }

    /// <param name="stored">The account; null when there is none.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="admins">The number of administrators.</param>
    /// <param name="keys">Its API keys.</param>
    /// <param name="roles">The roles that it has.</param>
    /// <param name="logins">Its external logins.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Account>> Delete(
        StoredAccount? stored, AccountId accountId, int admins, IReadOnlyList<ApiKeyId> keys,
        IReadOnlyList<Role> roles, IReadOnlyList<ExternalLoginId> logins, long now)
    {
        if (stored is null) return IdentityProblems.AccountMissing(accountId);
        if (stored.Account.IsAdmin && admins == 1) return IdentityProblems.LastAdmin(stored.Account.Name);
        var left = roles.Select(role => RoleWrites.Leave(role, accountId, now)).ToList();
        return new Decision<IdentityFact, Account>(
            [
                .. keys.Select(key => new IdentityFact.RemoveKey(key)),
                .. logins.Select(login => new IdentityFact.RemoveLogin(login)),
                .. left.SelectMany(role => role.Facts),
                new IdentityFact.RemoveAccount(accountId),
            ],
            [new AccountDeleted(accountId, stored.Account.Name), .. left.SelectMany(role => role.Events)],
            stored.Account);
    }

    /// <summary>Creates the first administrator.</summary>
    /// <param name="secret">What checks the token; null when no setup was begun.</param>
    /// <param name="tokenHash">The hash of the token of the request.</param>
    /// <param name="admins">The number of administrators.</param>
    /// <param name="create">Decides on the account.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Account>> CompleteSetup(
        SetupSecret? secret, string tokenHash, int admins, Func<StoreOutcome<Decision<IdentityFact, Account>>> create,
        long now)
    {
        if (CheckSetup(secret, tokenHash, admins, now) is { } wrong) return wrong;
        var created = create();
        return created.IsOk
            ? created.Value with { Facts = [.. created.Value.Facts, new IdentityFact.RemoveSetup()] }
            : created;
    }

    /// <summary>Checks a setup token.</summary>
    public static StoreProblem? CheckSetup(SetupSecret? secret, string tokenHash, int admins, long now) =>
        secret is null || admins > 0 || secret.ExpirationTime <= now || !SecretHash.AreEqual(secret.Hash, tokenHash)
            ? IdentityProblems.WrongSetupToken()
            : null;

    /// <summary>Makes an account an administrator with a key, both created if there are none.</summary>
    /// <param name="named">The account that has the name; null for none.</param>
    /// <param name="key">The key, with any account id.</param>
    /// <param name="known">Whether there is a key with its id.</param>
    /// <param name="create">Decides on a new account.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, bool>> EnsureAdmin(
        StoredAccount? named, StoredApiKey key, bool known, Func<StoreOutcome<Decision<IdentityFact, Account>>> create,
        long now)
    {
        if (known) return Decision<IdentityFact, bool>.Unchanged(false);
        var account = named is null
            ? create()
            : Update(named, named.Account.AccountId, new AccountUpdate(IsAdmin: true), admins: 0, now);
        if (account.Problem is { } problem) return problem;
        var added = ApiKeyWrites.Add(key with
        {
            Key = key.Key with { AccountId = account.Value.Value.AccountId },
        });
        return new Decision<IdentityFact, bool>(
            [.. account.Value.Facts, .. added.Facts], [.. account.Value.Events, .. added.Events], true);
    }

    private static StoreProblem? CheckName(string name)
    {
        if (NameRules.CheckName("account", name) is { } bad) return bad;
        // A colon ends the name in Basic authentication.
        return name.Contains(':') || name != name.Trim() || name.StartsWith("__", StringComparison.Ordinal)
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"The account name '{NameRules.Excerpt(name)}' has a colon, begins with two underscores, or begins or "
                + "ends with a space; choose another one.")
            : null;
    }

    internal static StoreProblem? CheckDescription(string? description) =>
        description?.Length > Limits.DescriptionLengthMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The description has {description.Length} characters; the limit is {Limits.DescriptionLengthMax}.")
            : null;
}
