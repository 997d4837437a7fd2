using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;

namespace Tauro.Gateway.Sessions;

/// <summary>
/// Keeps sessions in Redis, for all replicas of the gateway. Redis removes those that are not used. The ids of the
/// sessions of an account are in a set, which may have ids of sessions that have ended.
/// </summary>
internal sealed class RedisSessions(
    IConnectionMultiplexer redis, IOptions<SessionOptions> options, TimeProvider time) : ISessionStore
{
    private const string Prefix = "tauro:gateway:session:";
    private const string AccountPrefix = "tauro:gateway:sessions-of:";
    private const string ExternalPrefix = "tauro:gateway:sessions-from:";
    private const string MessagePrefix = "tauro:gateway:message:";

    private IDatabase Database => redis.GetDatabase();

    private TimeSpan IdleMax => options.Value.IdleMax;

    public async Task Add(StoredSession session)
    {
        var sessionId = session.Session.SessionId;
        var change = Database.CreateTransaction();
        foreach (var set in GetSets(session))
        {
            _ = change.SetAddAsync(set, sessionId.Value);
            _ = change.KeyExpireAsync(set, options.Value.Lifetime);
        }

        _ = change.StringSetAsync(
            Prefix + sessionId.Value, JsonSerializer.Serialize(session, TauroJson.Options), IdleMax);
        await change.ExecuteAsync();
    }

    public async ValueTask<StoredSession?> Use(SessionId sessionId) =>
        Read(await Database.StringGetSetExpiryAsync(Prefix + sessionId.Value, IdleMax));

    public Task<IReadOnlyList<StoredSession>> List(AccountId accountId) => ListSet(AccountPrefix + accountId.Value);

    public Task<IReadOnlyList<StoredSession>> ListExternal(string key) => ListSet(ExternalPrefix + key);

    public Task<bool> TryRemember(string messageId, TimeSpan time) =>
        Database.StringSetAsync(MessagePrefix + messageId, "", time, When.NotExists);

    private async Task<IReadOnlyList<StoredSession>> ListSet(string set)
    {
        List<StoredSession> found = [];
        foreach (var id in await Database.SetMembersAsync(set))
        {
            var stored = await Database.StringGetWithExpiryAsync(Prefix + id);
            if (Read(stored.Value) is not { } session)
                await Database.SetRemoveAsync(set, id);
            else
                found.Add(session with
                {
                    Session = session.Session with
                    {
                        // Each use sets the expiry again.
                        LastUseTime = (time.GetUtcNow() - (IdleMax - (stored.Expiry ?? IdleMax)))
                            .ToUnixTimeMilliseconds(),
                    },
                });
        }

        return found;
    }

    public async Task Remove(SessionId sessionId, AccountId accountId)
    {
        var change = Database.CreateTransaction();
        _ = change.KeyDeleteAsync(Prefix + sessionId.Value);
        _ = change.SetRemoveAsync(AccountPrefix + accountId.Value, sessionId.Value);
        await change.ExecuteAsync();
    }

    private static IEnumerable<string> GetSets(StoredSession session) =>
    [
        AccountPrefix + session.Session.AccountId.Value,
        .. (session.External?.GetKeys() ?? []).Select(key => ExternalPrefix + key),
    ];

    private static StoredSession? Read(RedisValue value) =>
        value.IsNull ? null : JsonSerializer.Deserialize<StoredSession>(value.ToString(), TauroJson.Options);
}
