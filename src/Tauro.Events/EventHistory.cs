using Tauro.Stores.Events;

namespace Tauro.Events;

internal static class EventHistory
{
    /// <summary>The oldest sequence there still is, after one that is known to be gone.</summary>
    public static async ValueTask<long> FindOldest(IEventLog log, long gone, CancellationToken cancel)
    {
        // Whether Read refuses falls from true to false exactly once along the log, so halving finds the place.
        var low = gone;
        var high = await log.LastSequence(cancel);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if ((await log.Read(middle, 1, cancel)).IsOk) high = middle;
            else low = middle;
        }

        return high + 1;
    }
}
