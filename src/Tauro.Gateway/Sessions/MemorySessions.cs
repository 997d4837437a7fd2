using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Ids;

namespace Tauro.Gateway.Sessions;

/// <summary>
/// Keeps sessions in the memory of this process: they end with it, and other replicas do not know them.
/// </summary>
internal sealed class MemorySessions(IOptions<SessionOptions> options, TimeProvider time) : ISessionStore
{
    private readonly ConcurrentDictionary<SessionId, StoredSession> sessions = [];
    private readonly ConcurrentDictionary<string, long> messages = new(StringComparer.Ordinal);

    public Task Add(StoredSession session)
    {
        foreach (var (sessionId, known) in sessions)
            if (HasEnded(known)) sessions.TryRemove(sessionId, out _);
        sessions[session.Session.SessionId] = session;
        return Task.CompletedTask;
    }

    public ValueTask<StoredSession?> Use(SessionId sessionId)
    {
        if (!sessions.TryGetValue(sessionId, out var found) || HasEnded(found)) return new(result: null);
        // Not if it was removed in the meantime.
        sessions.TryUpdate(sessionId, found with { Session = found.Session with { LastUseTime = Now } }, found);
        return new(found);
    }

    public Task<IReadOnlyList<StoredSession>> List(AccountId accountId) =>
        Task.FromResult<IReadOnlyList<StoredSession>>(
        [.. sessions.Values.Where(stored => stored.Session.AccountId == accountId && !HasEnded(stored))]);

    public Task<IReadOnlyList<StoredSession>> ListExternal(string key) =>
        Task.FromResult<IReadOnlyList<StoredSession>>(
        [.. sessions.Values.Where(stored => stored.External?.GetKeys().Contains(key) == true && !HasEnded(stored))]);

    public Task<bool> TryRemember(string messageId, TimeSpan time)
    {
        foreach (var (known, expiration) in messages)
            if (expiration <= Now) messages.TryRemove(known, out _);
        return Task.FromResult(messages.TryAdd(messageId, Now + (long)time.TotalMilliseconds));
    }

    public Task Remove(SessionId sessionId, AccountId accountId)
    {
        sessions.TryRemove(sessionId, out _);
        return Task.CompletedTask;
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private bool HasEnded(StoredSession stored) => stored.Session.ExpirationTime <= Now
        || Now - stored.Session.LastUseTime >= options.Value.IdleMax.TotalMilliseconds;
}
