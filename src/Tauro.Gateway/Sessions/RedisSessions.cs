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

    private IDatabase Database => redis.GetDatabase();

    private TimeSpan IdleMax => options.Value.IdleMax;

    public async Task Add(StoredSession session)
    {
        var (sessionId, accountId) = (session.Session.SessionId, session.Session.AccountId);
        var change = Database.CreateTransaction();
        _ = change.SetAddAsync(AccountPrefix + accountId.Value, sessionId.Value);
        _ = change.KeyExpireAsync(AccountPrefix + accountId.Value, options.Value.Lifetime);
        _ = change.StringSetAsync(
            Prefix + sessionId.Value, JsonSerializer.Serialize(session, TauroJson.Options), IdleMax);
        await change.ExecuteAsync();
    }

    public async ValueTask<StoredSession?> Use(SessionId sessionId) =>
        Read(await Database.StringGetSetExpiryAsync(Prefix + sessionId.Value, IdleMax));

    public async Task<IReadOnlyList<StoredSession>> List(AccountId accountId)
    {
        List<StoredSession> found = [];
        foreach (var id in await Database.SetMembersAsync(AccountPrefix + accountId.Value))
        {
            var stored = await Database.StringGetWithExpiryAsync(Prefix + id);
            if (Read(stored.Value) is not { } session)
                await Database.SetRemoveAsync(AccountPrefix + accountId.Value, id);
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

    private static StoredSession? Read(RedisValue value) =>
        value.IsNull ? null : JsonSerializer.Deserialize<StoredSession>(value.ToString(), TauroJson.Options);
}
