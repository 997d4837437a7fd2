using StackExchange.Redis;

namespace Tauro.ServiceDefaults.Bus.Bridge;

/// <summary>
/// One consumer's end of a list. An event is always in exactly one list: waiting, in one consumer's hand, or dead;
/// each step from one to the next is one command, or one transaction.
/// </summary>
internal sealed class BridgeQueue(IConnectionMultiplexer redis, string queue, string instance, BusOptions options)
{
    private readonly RedisKey waiting = BridgeKeys.Queue(queue);
    private readonly RedisKey processing = BridgeKeys.Processing(queue, instance);

    private IDatabase Database => redis.GetDatabase();

    /// <summary>
    /// Says that this consumer lives. The set comes first: a consumer that is not in it is never looked for, and what
    /// it has in hand would be lost.
    /// </summary>
    public async Task Renew(CancellationToken cancel)
    {
        await Database.SetAddAsync(BridgeKeys.Instances(queue), instance).WaitAsync(cancel);
        await Database.StringSetAsync(BridgeKeys.Lease(queue, instance), "1", options.LeaseTime).WaitAsync(cancel);
    }

    /// <summary>The next event, now in this consumer's hand; null when none waits.</summary>
    public async Task<byte[]?> Take(CancellationToken cancel) =>
        await Database.ListMoveAsync(waiting, processing, ListSide.Left, ListSide.Right).WaitAsync(cancel);

    /// <summary>What an earlier command whose answer was lost has put into this consumer's hand.</summary>
    public async Task<byte[]?> InHand(CancellationToken cancel) =>
        await Database.ListGetByIndexAsync(processing, 0).WaitAsync(cancel);

    /// <summary>The event was handled.</summary>
    public Task Done(byte[] entry, CancellationToken cancel) =>
        Database.ListRemoveAsync(processing, entry, 1).WaitAsync(cancel);

    /// <summary>The event was given up on.</summary>
    public async Task Bury(byte[] entry, CancellationToken cancel)
    {
        var transaction = Database.CreateTransaction();
        _ = transaction.ListRemoveAsync(processing, entry, 1);
        _ = transaction.ListRightPushAsync(BridgeKeys.Dead(queue), entry);
        _ = transaction.ListTrimAsync(BridgeKeys.Dead(queue), -options.DeadLengthMax, -1);
        await transaction.ExecuteAsync().WaitAsync(cancel);
    }

    /// <summary>Puts back what this consumer has in hand, and leaves.</summary>
    public async Task Leave(CancellationToken cancel)
    {
        await PutBack(instance, cancel);
        await Database.KeyDeleteAsync(BridgeKeys.Lease(queue, instance)).WaitAsync(cancel);
    }

    /// <summary>Takes back what dead consumers had in hand, to the head of the list: it is the oldest.</summary>
    public async Task<IReadOnlyList<(string Instance, long Count)>> TakeBack(CancellationToken cancel)
    {
        var taken = new List<(string, long)>();
        foreach (var member in await Database.SetMembersAsync(BridgeKeys.Instances(queue)).WaitAsync(cancel))
        {
            var other = member.ToString();
            if (other == instance) continue;
            if (await Database.KeyExistsAsync(BridgeKeys.Lease(queue, other)).WaitAsync(cancel)) continue;
            var count = await PutBack(other, cancel);
            if (count > 0) taken.Add((other, count));
        }

        return taken;
    }

    private async Task<long> PutBack(string owner, CancellationToken cancel)
    {
        var count = 0L;
        var hand = BridgeKeys.Processing(queue, owner);
        while (!(await Database.ListMoveAsync(hand, waiting, ListSide.Right, ListSide.Left).WaitAsync(cancel)).IsNull)
            count++;
        await Database.SetRemoveAsync(BridgeKeys.Instances(queue), owner).WaitAsync(cancel);
        return count;
    }
}
