using Tauro.Contracts.Events;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>Reads the durable event history of a service.</summary>
internal static class EventHistory
{
    public static async Task<long> LastEvent(this TauroApi api, string service) =>
        (await api.Get<EventPage>($"/api/v1/{service}/events?limit=1")).LastSequence;

    /// <summary>Reads the complete history, page by page.</summary>
    public static async Task<List<EventRecord>> Events(this TauroApi api, string service, int limit = 500)
    {
        var all = new List<EventRecord>();
        while (true)
        {
            var after = all.Count == 0 ? 0 : all[^1].Sequence;
            var page = await api.Get<EventPage>($"/api/v1/{service}/events?after={after}&limit={limit}");
            all.AddRange(page.Items);
            if (page.Items.Count == 0 || all[^1].Sequence >= page.LastSequence) return all;
        }
    }

    /// <summary>Asserts that every event is there once, in order, without gaps.</summary>
    public static void AssertComplete(IReadOnlyList<EventRecord> events)
    {
        Assert.NotEmpty(events);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Equal(events.Count, events.Select(e => e.Id).Distinct().Count());
    }
}
