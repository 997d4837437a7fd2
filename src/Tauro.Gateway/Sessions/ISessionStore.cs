using Tauro.Contracts.Ids;

namespace Tauro.Gateway.Sessions;

/// <summary>Keeps sessions until they were not used for a while.</summary>
internal interface ISessionStore
{
    Task Add(StoredSession session);

    /// <summary>Finds a session and extends it; null if there is none, or it has ended.</summary>
    ValueTask<StoredSession?> Use(SessionId sessionId);

    /// <summary>Lists the sessions of an account.</summary>
    Task<IReadOnlyList<StoredSession>> List(AccountId accountId);

    /// <summary>Lists the sessions with a key of <see cref="ExternalSession"/>.</summary>
    Task<IReadOnlyList<StoredSession>> ListExternal(string key);

    /// <summary>Ends a session. After that, no process finds it.</summary>
    Task Remove(SessionId sessionId, AccountId accountId);

    /// <summary>Remembers an id of a message for a time; false if it is known.</summary>
    Task<bool> TryRemember(string messageId, TimeSpan time);
}
