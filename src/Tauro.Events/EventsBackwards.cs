using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>Reads a page of the history, newest first.</summary>
internal static class EventsBackwards
{
    /// <summary>The number of events that are searched for one page, in any order.</summary>
    public const int ScannedMax = 10 * Limits.EventPageSizeMax;

    /// <param name="log">The history.</param>
    /// <param name="filter">Selects events.</param>
    /// <param name="before">The page begins before this sequence; 0 for the newest event.</param>
    /// <param name="limit">The maximum number of events.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<EventPage> Read(
        IEventLog log, EventFilter filter, long before, int limit, CancellationToken cancel)
    {
        var last = await log.LastSequence(cancel);
        var begin = before == 0 ? last + 1 : Math.Min(before, last + 1);
        var position = begin;
        List<EventRecord> found = [];
        while (true)
        {
            // Events can expire while they are read; then the page ends at the oldest that is kept.
            var oldest = await log.Oldest(cancel);
            if (position <= oldest || found.Count == limit || begin - position >= ScannedMax)
                return new EventPage(found, oldest, last, Math.Max(position, oldest));
            var size = filter.IsSelective ? Limits.EventPageSizeMax : limit - found.Count;
            var after = Math.Max(oldest, position - size) - 1;
            var read = await log.Read(after, (int)(position - 1 - after), cancel);
            if (read.Problem is not null) continue;
            if (read.Value.Count == 0) return new EventPage(found, oldest, last, oldest);
            foreach (var record in read.Value.Reverse())
            {
                if (found.Count == limit) break;
                if (filter.IsEarlier(record)) return new EventPage(found, oldest, last, oldest);
                position = record.Sequence;
                if (filter.Matches(record)) found.Add(record);
            }
        }
    }
}
