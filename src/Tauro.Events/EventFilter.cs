using System.Collections.Frozen;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>Selects events by type, subject and time, in the workspace of the request.</summary>
internal sealed class EventFilter
{
    private FrozenSet<string> types = FrozenSet<string>.Empty;
    private string? subject;
    private DateTimeOffset? since;
    private DateTimeOffset? until;
    private WorkspaceName? workspace;

    /// <summary>Whether any events are excluded.</summary>
    public bool IsSelective => types.Count > 0 || subject is not null || since is not null || until is not null
        || workspace is not null;

    public static StoreOutcome<EventFilter> Parse(EventQuery query)
    {
        if (query.Types?.FirstOrDefault(type => !EventCatalog.Types.ContainsKey(type)) is { } unknown)
            return Bad($"type is '{unknown}', which is not an event type. An event type is, for example, "
                + "tauro.run.ended.");
        if (query.Subject is "") return Bad("subject is empty; send, for example, runs/{run_id}, or leave it out.");
        var since = Parse(query.Since, "since");
        if (since.Problem is { } badSince) return badSince;
        var until = Parse(query.Until, "until");
        if (until.Problem is { } badUntil) return badUntil;
        return new EventFilter
        {
            types = (query.Types ?? []).ToFrozenSet(StringComparer.Ordinal),
            subject = query.Subject?.TrimEnd('/'),
            since = since.Value,
            until = until.Value,
            workspace = CurrentPrincipal.HistoryWorkspace,
        };
    }

    /// <summary>Whether neither this event nor a later one can match.</summary>
    public bool IsPast(EventRecord record) => record.Time >= until;

    /// <summary>Whether neither this event nor an earlier one can match.</summary>
    public bool IsEarlier(EventRecord record) => record.Time < since;

    public bool Matches(EventRecord record) =>
        (types.Count == 0 || types.Contains(record.Type))
        && (subject is null || IsAbout(record.Subject, subject))
        && !(record.Time < since) && !(record.Time >= until)
        && AccessDecision.IsIn(workspace, record.Workspace);

    /// <summary>
    /// Returns the position before the first event that can match: by a binary search, as events are in the order of
    /// their times. If the position that was asked for has expired and events that can match may have expired with it,
    /// returns that position, which can't be read.
    /// </summary>
    /// <param name="log">The history.</param>
    /// <param name="after">The position that was asked for.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<long> Skip(IEventLog log, long after, CancellationToken cancel)
    {
        if (since is null) return after;
        var oldest = await log.Oldest(cancel) - 1;
        if (after > 0 && after < oldest && !await IsAllEarlierThanSince(log, oldest, cancel)) return after;
        var (low, high) = (Math.Max(after, oldest), await log.LastSequence(cancel));
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var read = await log.Read(middle, 1, cancel);
            // The event may just have expired.
            if (read.Problem is not null || (read.Value is [var next] && next.Time < since)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Whether the event after a position is before <c>since</c>, and so are all events before it.</summary>
    private async Task<bool> IsAllEarlierThanSince(IEventLog log, long position, CancellationToken cancel)
    {
        var read = await log.Read(position, 1, cancel);
        // Without any event, or if it has just expired, what has expired is not known.
        return read.Problem is null && read.Value is [var first] && first.Time < since;
    }

    private static bool IsAbout(string recorded, string subject) =>
        recorded.StartsWith(subject, StringComparison.Ordinal)
        && (recorded.Length == subject.Length || recorded[subject.Length] == '/');

    private static StoreOutcome<DateTimeOffset?> Parse(string? value, string parameter) => value is null
        ? StoreOutcome<DateTimeOffset?>.Ok(null)
        : AsOf.Parse(value, parameter)
            .Select(time => (DateTimeOffset?)DateTimeOffset.FromUnixTimeMilliseconds(time));

    private static StoreProblem Bad(string message) => StoreProblem.Invalid(ProblemCodes.InvalidRequest, message);
}
