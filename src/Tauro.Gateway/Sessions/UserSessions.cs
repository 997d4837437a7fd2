using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;
using Tauro.Stores.Trail;

namespace Tauro.Gateway.Sessions;

/// <summary>
/// The sessions of users in browsers. A session is 32 random bytes, which only the browser has; the store has their
/// hash. It ends when it is not used for a while, at its latest end, when it is ended, when its account is deleted, and
/// when the password of the account changes.
/// </summary>
internal sealed class UserSessions(ISessionStore store, IOptions<SessionOptions> options, TimeProvider time)
{
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    /// <summary>Begins a session; returns the value of its cookie.</summary>
    public async Task<string> Begin(AccountId accountId, int passwordVersion, ExternalSession? external = null)
    {
        foreach (var old in (await List(accountId, passwordVersion)).OrderByDescending(session => session.LastUseTime)
            .Skip(Limits.SessionsPerAccountMax - 1))
            await store.Remove(old.SessionId, accountId);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        var client = CurrentActor.Value;
        await store.Add(new StoredSession(
            new Session
            {
                SessionId = GetId(secret),
                AccountId = accountId,
                CreationTime = now.ToUnixTimeMilliseconds(),
                LastUseTime = now.ToUnixTimeMilliseconds(),
                ExpirationTime = (now + options.Value.Lifetime).ToUnixTimeMilliseconds(),
                Address = client.Address,
                UserAgent = client.UserAgent,
            },
            passwordVersion,
            external));
        return secret;
    }

    /// <summary>Finds the session of a cookie, and extends it; null if there is none, or it has ended.</summary>
    public async ValueTask<StoredSession?> Find(string secret) =>
        secret.Length == SecretLength && await store.Use(GetId(secret)) is { } found && !HasEnded(found.Session)
            ? found
            : null;

    /// <summary>Lists the sessions of an account with its present password, the last first.</summary>
    public async Task<IReadOnlyList<Session>> List(AccountId accountId, int passwordVersion) =>
    [
        .. (await store.List(accountId))
            .Where(stored => stored.PasswordVersion == passwordVersion && !HasEnded(stored.Session))
            .Select(stored => stored.Session).OrderByDescending(session => session.CreationTime),
    ];

    /// <summary>Ends a session of an account; false if it has none with this id.</summary>
    public async Task<bool> End(SessionId sessionId, AccountId accountId)
    {
        if (await store.Use(sessionId) is not { } found || found.Session.AccountId != accountId) return false;
        await store.Remove(sessionId, accountId);
        return true;
    }

    /// <summary>Ends the sessions with a key of <see cref="ExternalSession"/>.</summary>
    public async Task EndExternal(string key)
    {
        foreach (var found in await store.ListExternal(key))
            await store.Remove(found.Session.SessionId, found.Session.AccountId);
    }

    /// <summary>Whether a message with this id is handled for the first time within a time.</summary>
    public Task<bool> IsFirst(string messageId, TimeSpan time) =>
        store.TryRemember(SecretHash.Compute(messageId), time);

    private bool HasEnded(Session session) => session.ExpirationTime <= time.GetUtcNow().ToUnixTimeMilliseconds();

    private static SessionId GetId(string secret) => new(SecretHash.Compute(secret));
}
