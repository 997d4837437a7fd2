using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.Stores.Events;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IDeadEventStore"/>, which every backend inherits.</summary>
public abstract class DeadEventStoreContract : TrackingStoreContract
{
    private IDeadEventStore Dead => Store.DeadEvents;

    [Fact]
    public async Task A_dead_event_survives_reopening_and_a_checkpoint()
    {
        var deadEvent = Event(1);
        Assert.Equal(0, await Dead.Keep(deadEvent));
        await Store.Reopen();
        Assert.Equal(Serialize(deadEvent), Serialize(Ok(await Dead.Get(deadEvent.Id))));
        await Store.Checkpoint();
        await Store.Reopen();

        Assert.Equal(Serialize(deadEvent), Serialize(Ok(await Dead.Get(deadEvent.Id))));
        Assert.Equal(1, await Dead.Count());
    }

    [Fact]
    public async Task Keeping_an_event_again_replaces_the_previous_one()
    {
        await Dead.Keep(Event(1));
        var again = Event(1) with { Attempts = 7, Error = "still" };
        Assert.Empty(await EventsOf(() => Dead.Keep(again).AsTask()));

        Assert.Equal(Serialize(again), Serialize(Assert.Single(Ok(await Dead.List(new PageRequest())).Items)));
    }

    [Fact]
    public async Task Pages_of_the_list_are_ordered_by_id_and_stay_consistent_while_it_changes()
    {
        foreach (var i in new[] { 4, 1, 3, 5, 2 }) await Dead.Keep(Event(i));
        var first = Ok(await Dead.List(new PageRequest(2)));
        await Dead.Delete(Event(1).Id);
        await Dead.Keep(Event(6));
        var second = Ok(await Dead.List(new PageRequest(2, first.NextPageToken)));
        var third = Ok(await Dead.List(new PageRequest(2, second.NextPageToken)));

        Assert.Equal([1L, 2], first.Items.Select(dead => dead.Event.Sequence));
        Assert.Equal([3L, 4], second.Items.Select(dead => dead.Event.Sequence));
        Assert.Equal([5L, 6], third.Items.Select(dead => dead.Event.Sequence));
        Assert.Null(third.NextPageToken);
    }

    [Fact]
    public async Task A_deleted_event_stays_deleted()
    {
        await Dead.Keep(Event(1));
        await Store.Checkpoint();
        Assert.Equal(Serialize(Event(1)), Serialize(Ok(await Dead.Delete(Event(1).Id))));
        await Store.Checkpoint();
        await Store.Reopen();

        Assert.Equal(0, await Dead.Count());
        Assert.Equal(ProblemCodes.DeadEventNotFound, (await Dead.Get(Event(1).Id)).Problem?.Code);
        Assert.Equal(ProblemCodes.DeadEventNotFound, (await Dead.Delete(Event(1).Id)).Problem?.Code);
    }

    [Fact]
    public async Task The_oldest_events_are_dropped_when_the_list_is_full()
    {
        await Task.WhenAll(Enumerable.Range(1, Limits.DeadEventsMax).Select(i => Dead.Keep(Event(i)).AsTask()));
        Assert.Equal(0, await Dead.Keep(Event(5)));
        var events = await EventsOf(
            async () => Assert.Equal(1, await Dead.Keep(Event(Limits.DeadEventsMax + 1))));
        Assert.Equal(["tauro.event.dead_removed", "tauro.event.dead"], events.Select(record => record.Type));
        Assert.Equal($"events/dead/{Event(1).Id}", events[0].Subject);

        Assert.Equal(Limits.DeadEventsMax, await Dead.Count());
        Assert.Equal(ProblemCodes.DeadEventNotFound, (await Dead.Get(Event(1).Id)).Problem?.Code);
        Assert.True((await Dead.Get(Event(2).Id)).IsOk);
    }

    [Theory]
    [InlineData(0, null, ProblemCodes.LimitExceeded)]
    [InlineData(Limits.PageSizeMax + 1, null, ProblemCodes.LimitExceeded)]
    [InlineData(10, "?", ProblemCodes.InvalidPageToken)]
    public async Task An_invalid_page_is_refused(int size, string? token, string code) =>
        Assert.Equal(code, (await Dead.List(new PageRequest(size, token))).Problem?.Code);

    private static string Serialize(DeadEvent dead) => JsonSerializer.Serialize(dead, TauroJson.Options);

    private static DeadEvent Event(int number)
    {
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number);
        var data = JsonSerializer.SerializeToElement(new { run_id = $"run-{number}" });
        var record = new EventRecord(
            number, $"registry/{number}", "tauro.run.ended", "/tauro/registry", $"runs/{number}", time, data,
            "00-1-2-3");
        return new DeadEvent(new($"{number:D8}-a"), "tauro.tracking.model-versions", record, 5, "no", time);
    }
}
