using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.History;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Tests.History;

/// <summary>
/// Checks a trail that began with its store: it is intact, and making all of its changes again results in exactly the
/// documents of the store. So no entry is missing, and none is there twice.
/// </summary>
internal static class TrailReplay
{
    public static async Task Check<TState>(LocalEngine<TState> engine) where TState : LocalState
    {
        var trail = new LocalTrailStore<TState>(engine);
        var verified = (await trail.Verify()).Value;
        Assert.True(verified.Intact, verified.Fault?.Message);
        var entries = await ReadAll(trail);
        // Not Assert.Equal of sequences: it emits code at each call, and crash tests call this some ten thousand times.
        foreach (var (index, entry) in entries.Index()) Assert.Equal(index + 1, entry.Sequence);
        Assert.Equal(entries.Count, verified.Verified);
        if (entries.Count == 0) return;
        Assert.Equal(TrailAction.Began, entries[0].Action);
        var documents = new Dictionary<string, JsonObject>();
        foreach (var entry in entries.Skip(1)) Apply(documents, entry);

        var state = engine.State;
        foreach (var table in state.Tables.Where(table => table.Trail is { OnlyRemovals: false }))
        {
            foreach (var key in table.Keys)
            {
                var present = table.FindUnderived(key)!;
                var subject = table.Trail!.GetSubject(present, static (_, _) => null);
                var resource = subject.Stable ?? subject.Resource;
                Assert.True(documents.Remove(resource, out var replayed), $"The trail has no {resource}.");
                var again = table.EncodeObject(replayed.Deserialize(present.GetType(), StoredJson.Options)!);
                var stored = table.EncodeObject(table.Trail.Select(present));
                Assert.True(
                    JsonNode.DeepEquals(JsonNode.Parse(again), JsonNode.Parse(stored)),
                    $"{resource} is {JsonNode.Parse(stored)}, and the trail has {JsonNode.Parse(again)}.");
            }
        }

        Assert.Empty(documents.Keys);
    }

    public static async Task<List<TrailEntry>> ReadAll(ITrailStore trail, TrailQuery? query = null)
    {
        var found = new List<TrailEntry>();
        for (long? after = null; ;)
        {
            var page = (await trail.Read((query ?? new TrailQuery()) with { After = after, CountMax = 1_000 })).Value;
            found.AddRange(page.Items);
            if (page.NextAfter is not { } next) return found;
            after = next;
        }
    }

    private static void Apply(Dictionary<string, JsonObject> documents, TrailEntry entry)
    {
        var resource = entry.StableResource ?? entry.Resource;
        switch (entry.Action)
        {
            case TrailAction.Created:
                Assert.True(
                    documents.TryAdd(resource, TrailUndo.ToObject(entry.After!.Value)),
                    $"{resource} was created twice.");
                break;
            case TrailAction.Updated:
                TrailUndo.Apply(documents[resource], entry.After!.Value, entry.Before!.Value);
                break;
            case TrailAction.Deleted when entry.Kind is "trace" or "dead_event": break;
            case TrailAction.Deleted: Assert.True(documents.Remove(resource), $"{resource} was deleted twice."); break;
            default: Assert.Fail($"Entry {entry.Sequence} is {entry.Action}."); break;
        }
    }
}
