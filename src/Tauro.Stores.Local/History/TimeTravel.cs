using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.History;

/// <summary>
/// Restores documents as they were: it undoes, newest first, the changes of the trail after a time. A document that was
/// deleted since then is in the entry of its deletion.
/// </summary>
internal sealed class TimeTravel<TState>(LocalEngine<TState> engine) where TState : LocalState
{
    private long began = -1;

    public TrailReader<TState> Reader { get; } = new(engine);

    /// <summary>Reads documents and the trail at the same moment, and returns when all of that is durable.</summary>
    public async ValueTask<(T Found, TrailSnapshot Trail)> Take<T>(Func<TState, T> find, CancellationToken cancel) =>
        (await engine.Commit<(T, TrailSnapshot)>(
            (state, _) => (find(state), state.Trail.Take()), cancel).ConfigureAwait(false)).Value;

    /// <summary>Returns a problem if the trail did not exist at a time.</summary>
    public async ValueTask<StoreProblem?> RequireAfterBegin(long time, CancellationToken cancel)
    {
        var begin = await GetBegin(cancel).ConfigureAwait(false);
        if (begin is null)
            return StoreProblem.Invalid(
                ProblemCodes.BeforeTrail, "The trail has no entries yet. Leave out as_of for the present.");
        return time >= begin
            ? null
            : StoreProblem.Invalid(
                ProblemCodes.BeforeTrail,
                $"The trail begins at {PastTime.Format(begin.Value)} ({begin}), after {PastTime.Format(time)}. "
                + "Choose a later time.");
    }

    /// <summary>Returns the time of the first entry, in Unix milliseconds; null when there is none.</summary>
    public async ValueTask<long?> GetBegin(CancellationToken cancel)
    {
        if (began >= 0) return began;
        var (_, trail) = await Take(static _ => true, cancel).ConfigureAwait(false);
        var first = Reader.Read(() => Reader.Read(null, trail, 0, 2, null, null, false).FirstOrDefault());
        if (first is not null) began = first.Time;
        return first?.Time;
    }

    /// <summary>Restores a document; null if it did not exist then.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="resource">Its resource, by id.</param>
    /// <param name="present">The present document as it was written; null if there is none.</param>
    /// <param name="trail">The trail at the moment of <paramref name="present"/>.</param>
    /// <param name="time">Unix milliseconds.</param>
    public T? Restore<T>(DocumentTable<T> table, string resource, object? present, TrailSnapshot trail, long time)
        where T : class
    {
        return Reader.Read(() =>
        {
            JsonObject? document = null;
            var isChanged = false;
            var newer = Reader.FindNewestFirst(resource, trail, since: time).TakeWhile(line => line.Time > time);
            foreach (var line in newer)
            {
                if ((line.Stable ?? line.Resource) != resource) continue;
                if (!isChanged && present is not null)
                    document = JsonNode.Parse(table.EncodeObject(table.Trail!.Select(present)))!.AsObject();
                isChanged = true;
                document = Undo(document, line);

                // A document of which the trail has only a digest, because it was purged or is too large.
                if (document is null && line.Action != TrailLine.Created) break;
            }

            return isChanged ? document.Deserialize<T>(StoredJson.Options) : (T?)present;
        });
    }

    private static JsonObject? Undo(JsonObject? document, TrailLine line)
    {
        if (line.Action == TrailLine.Created) return null;
        using var entry = JsonDocument.Parse(line.Bytes);
        var before = entry.RootElement.GetProperty("before");
        if (TrailDigest.IsDigest(before)) return null;
        if (line.Action == TrailLine.Deleted) return TrailUndo.ToObject(before);
        if (document is null)
            throw new StorageCorruptException(
                $"Entry {line.Sequence} of the trail changes '{line.Resource}', which did not exist after it.");
        TrailUndo.Apply(document, before, entry.RootElement.GetProperty("after"));
        return document;
    }
}
