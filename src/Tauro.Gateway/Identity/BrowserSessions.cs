using StackExchange.Redis;
using Tauro.Contracts;
using Tauro.Gateway.Sessions;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Security;

namespace Tauro.Gateway.Identity;

/// <summary>Finds the principal by the cookie of a session.</summary>
internal sealed class BrowserSessions(UserSessions sessions)
{
    /// <summary>The result while the sessions can't be read.</summary>
    public static readonly PrincipalResult Unavailable = new(
        null, StatusCodes.Status503ServiceUnavailable, ProblemCodes.IdentityUnavailable,
        "Sessions are not available, because Redis does not respond. Try again in a moment, or use an API key.",
        TimeSpan.FromSeconds(2));

    private static readonly PrincipalResult Ended = PrincipalResult.Unauthenticated(
        "The session has ended. Sign in again.");

    private static readonly PrincipalResult Foreign = new(
        null, StatusCodes.Status403Forbidden, ProblemCodes.ForeignOrigin,
        "A session may change data only from a page at this address, and the request does not show that it comes from "
        + "there. Use an API key.");

    /// <summary>
    /// Finds the account of a session. A request that may change something has to come from a page at the address that
    /// it is sent to: browsers send the cookie with requests of other pages too.
    /// </summary>
    public async ValueTask<PrincipalResult> Find(AccessModel model, HttpContext context)
    {
        if (SessionCookie.Read(context.Request) is not { } secret)
            return SignInPages.OpenSignIn(context, PrincipalResult.Missing);
        if (!BrowserRequest.IsRead(context.Request) && !BrowserRequest.IsFromOwnPage(context.Request)) return Foreign;
        StoredSession? stored;
        try
        {
            stored = await sessions.Find(secret);
        }
        catch (Exception failure) when (IsUnavailable(failure))
        {
            return Unavailable;
        }

        if (stored is null || model.FindAccount(stored.Session.AccountId) is not { } account
            || account.PasswordVersion != stored.PasswordVersion)
            return SignInPages.OpenSignIn(context, Ended);
        context.Features.Set(stored);
        return model.PrincipalOf(account);
    }

    /// <summary>Whether sessions can't be read or written, because their store does not respond.</summary>
    public static bool IsUnavailable(Exception failure) => failure is RedisException or TimeoutException;
}
