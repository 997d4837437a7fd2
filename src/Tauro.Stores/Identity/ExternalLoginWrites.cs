using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Identity;

/// <summary>Decides writes to external logins.</summary>
public static class ExternalLoginWrites
{
    private const int NamesMax = 1_000;
    private const int StartLengthMax = Limits.NameLengthMax - 8;

    /// <param name="login">The login to add.</param>
    /// <param name="known">The login with its issuer and subject; null for none.</param>
    /// <param name="account">Its account; null when there is none.</param>
    /// <param name="count">The number of logins of the account.</param>
    /// <param name="id">A new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, ExternalLogin>> Create(
        NewExternalLogin login, ExternalLogin? known, StoredAccount? account, int count, ExternalLoginId id, long now)
    {
        if (CheckName("issuer", login.Issuer) is { } badIssuer) return badIssuer;
        if (CheckName("subject", login.Subject) is { } badSubject) return badSubject;
        if (account is null) return IdentityProblems.AccountMissing(login.AccountId);
        if (known is not null) return IdentityProblems.LoginTaken(known);
        if (count >= Limits.ExternalLoginsPerAccountMax)
            return IdentityProblems.TooMany("external logins of the account", Limits.ExternalLoginsPerAccountMax);
        return Add(login.AccountId, login.Issuer, login.Subject, id, now);
    }

    public static StoreOutcome<Decision<IdentityFact, ExternalLogin>> Delete(
        ExternalLogin? login, ExternalLoginId loginId) => login is null
        ? IdentityProblems.LoginMissing(loginId)
        : new Decision<IdentityFact, ExternalLogin>(
            [new IdentityFact.RemoveLogin(loginId)],
            [new ExternalLoginDeleted(loginId, login.AccountId, login.Issuer)],
            login);

    /// <summary>
    /// Finds the account of a sign-in by issuer and subject, never by name or address, or creates it; and gives it the
    /// roles of its groups.
    /// </summary>
    /// <param name="signIn">The sign-in.</param>
    /// <param name="login">The login of the issuer and subject; null for none.</param>
    /// <param name="create">Decides on a new account.</param>
    /// <param name="applyRules">Decides on the roles of an account by the rules of the issuer.</param>
    /// <param name="id">A new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, AccountId>> SignIn(
        ExternalSignIn signIn, ExternalLogin? login, Func<StoreOutcome<Decision<IdentityFact, Account>>> create,
        Func<AccountId, IReadOnlyList<string>, StoreOutcome<Decision<IdentityFact, bool>>> applyRules,
        ExternalLoginId id, long now)
    {
        if (CheckName("issuer", signIn.Issuer) is { } badIssuer) return badIssuer;
        if (CheckName("subject", signIn.Subject) is { } badSubject) return badSubject;
        var found = login is null
            ? Provision(signIn, create, id, now)
            : Decision<IdentityFact, AccountId>.Unchanged(login.AccountId);
        if (!found.IsOk || signIn.Groups is not { } groups) return found;
        var roles = applyRules(found.Value.Value, groups);
        if (roles.Problem is { } problem) return problem;
        return found.Value with
        {
            Facts = [.. found.Value.Facts, .. roles.Value.Facts],
            Events = [.. found.Value.Events, .. roles.Value.Events],
        };
    }

    /// <summary>Returns the first name for a new account, of those like a given one, that is not taken.</summary>
    /// <param name="name">The name by the issuer.</param>
    /// <param name="isTaken">Whether an account has a name.</param>
    public static string FindFreeName(string name, Func<string, bool> isTaken)
    {
        // A colon ends the name in Basic authentication.
        var allowed = new string([.. name.Replace(':', '/').Where(c => !char.IsControl(c) && !char.IsSurrogate(c))])
            .Trim(' ', '_');
        var start = allowed.Length == 0 ? "user" : allowed[..Math.Min(allowed.Length, StartLengthMax)].Trim();
        return Enumerable.Range(1, NamesMax)
            .Select(number => number == 1 ? start : string.Create(CultureInfo.InvariantCulture, $"{start}-{number}"))
            .FirstOrDefault(candidate => !isTaken(candidate)) ?? start;
    }

    private static StoreOutcome<Decision<IdentityFact, AccountId>> Provision(
        ExternalSignIn signIn, Func<StoreOutcome<Decision<IdentityFact, Account>>> create, ExternalLoginId id, long now)
    {
        if (signIn.Name is null) return IdentityProblems.LoginUnknown(signIn.Issuer, signIn.Subject);
        var account = create();
        if (account.Problem is { } problem) return problem;
        var accountId = account.Value.Value.AccountId;
        var added = Add(accountId, signIn.Issuer, signIn.Subject, id, now);
        return new Decision<IdentityFact, AccountId>(
            [.. account.Value.Facts, .. added.Facts], [.. account.Value.Events, .. added.Events], accountId);
    }

    private static Decision<IdentityFact, ExternalLogin> Add(
        AccountId accountId, string issuer, string subject, ExternalLoginId id, long now)
    {
        var created = new ExternalLogin
        {
            LoginId = id, AccountId = accountId, Issuer = issuer, Subject = subject, CreationTime = now,
        };
        return new Decision<IdentityFact, ExternalLogin>(
            [new IdentityFact.PutLogin(created)], [new ExternalLoginCreated(id, accountId, issuer)], created);
    }

    internal static StoreProblem? CheckName(string kind, string value) =>
        value.Length is 0 or > Limits.ExternalNameLengthMax || NameRules.HasBadCharacter(value)
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"The {kind} '{NameRules.Excerpt(value)}' has {value.Length} characters, or control characters; send 1 "
                + $"to {Limits.ExternalNameLengthMax} others, exactly as in the tokens of the issuer.")
            : null;
}
