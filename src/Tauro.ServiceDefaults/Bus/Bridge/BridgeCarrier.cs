using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Tauro.Contracts.Events;
using Tauro.Stores.Events;

namespace Tauro.ServiceDefaults.Bus.Bridge;

/// <summary>
/// Publishes into one list per subscriber. A batch and the mark that says so are one transaction, under the condition
/// that the mark is the one this relay knows; so a publish whose answer was lost is not made twice.
/// </summary>
internal sealed class BridgeCarrier(
    IConnectionMultiplexer redis,
    IEventLog log,
    RelayStatus status,
    IOptions<BusOptions> options,
    ILogger<BridgeCarrier> logger) : IEventCarrier
{
    private readonly BusOptions options = options.Value;
    private readonly RedisKey mark = BridgeKeys.Mark(status.Service);
    private RedisValue known;

    public async ValueTask<long> Resume(long position, CancellationToken cancel)
    {
        known = await redis.GetDatabase().StringGetAsync(mark).WaitAsync(cancel);
        return await Reconcile(position, cancel);
    }

    public async IAsyncEnumerable<long> Publish(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        await RefuseWhenFull(cancel);

        var transaction = redis.GetDatabase().CreateTransaction();
        transaction.AddCondition(known.IsNull ? Condition.KeyNotExists(mark) : Condition.StringEqual(mark, known));
        var woken = new List<string>();
        foreach (var subscription in Subscriptions.All)
        {
            RedisValue[] entries = [.. events.Where(record => Takes(subscription, record)).Select(record =>
                (RedisValue)BridgeEntry.Write(record))];
            if (entries.Length == 0) continue;
            _ = transaction.ListRightPushAsync(BridgeKeys.Queue(subscription.Queue), entries);
            woken.Add(subscription.Queue);
        }

        var next = (RedisValue)BridgeMark.Of(events[^1]).ToString();
        _ = transaction.StringSetAsync(mark, next);
        if (!await transaction.ExecuteAsync().WaitAsync(cancel))
            throw new InvalidOperationException("The mark in Redis has moved: data was lost, or a replica published");

        known = next;
        foreach (var queue in woken)
            await redis.GetSubscriber().PublishAsync(BridgeKeys.Wake(queue), RedisValue.EmptyString).WaitAsync(cancel);
        yield return events[^1].Sequence;
    }

    private static bool Takes(Subscription subscription, EventRecord record) =>
        EventCatalog.Types.TryGetValue(record.Type, out var type) && subscription.Events.Contains(type);

    /// <summary>
    /// The mark is absent (new, or Redis was emptied), of another history, behind (Redis came back from an older
    /// state), or ahead (the answer to a publish was lost, or a replica went on).
    /// </summary>
    private async ValueTask<long> Reconcile(long position, CancellationToken cancel)
    {
        if (BridgeMark.TryParse(known, out var last) && await IsOurs(last, cancel))
        {
            if (last.Sequence < position) logger.BridgeRewound(position, last.Sequence);
            return last.Sequence;
        }

        var rewound = Math.Max(0, position - options.ReplayEventsMax);
        if (rewound < position) logger.BridgeRewound(position, rewound);
        return rewound;
    }

    private async ValueTask<bool> IsOurs(BridgeMark last, CancellationToken cancel)
    {
        if (last.Sequence < 1) return false;
        var read = await log.Read(last.Sequence - 1, 1, cancel);
        return read is { IsOk: true, Value: [var record] } && BridgeMark.Of(record) == last;
    }

    private async ValueTask RefuseWhenFull(CancellationToken cancel)
    {
        foreach (var subscription in Subscriptions.All)
        {
            var list = BridgeKeys.Queue(subscription.Queue);
            var length = await redis.GetDatabase().ListLengthAsync(list).WaitAsync(cancel);
            if (length >= options.QueueLengthMax)
                throw new InvalidOperationException(
                    $"{length} events wait in {subscription.Queue}, the limit is {options.QueueLengthMax}: " +
                    $"is {subscription.Service} running?");
        }
    }
}
