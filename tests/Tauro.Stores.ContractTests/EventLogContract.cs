using Tauro.Stores.Events;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IEventLog"/>; the events are written through the tracking stores.</summary>
public abstract partial class EventLogContract : TrackingStoreContract
{
    [Fact]
    public async Task Events_are_numbered_from_one_without_gaps()
    {
        for (var i = 0; i < 5; i++) await NewRun();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => NewExperiment($"e{i}"))));

        var events = await EventsAfter(0);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Sequence));
        Assert.Equal(events.Count, await Events.LastSequence());
        Assert.Equal(50 + 1, events.Count(e => e.Type == "tauro.experiment.created" && !e.Subject.EndsWith("/0")));
    }

    [Fact]
    public async Task An_event_has_all_its_attributes()
    {
        var before = await Events.LastSequence();
        var experiment = await NewExperiment();

        var record = Assert.Single(await EventsAfter(before));
        Assert.Equal(("1.0", "tauro.experiment.created"), (record.Specversion, record.Type));
        Assert.Equal(($"tracking/{record.Sequence}", "/tauro/tracking"), (record.Id, record.Source));
        Assert.Equal($"experiments/{experiment.ExperimentId}", record.Subject);
        Assert.True(record.Time.ToUnixTimeMilliseconds() >= experiment.CreationTime - 1_000);
        Assert.Equal("fraud", record.Data.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_are_in_the_order_of_their_times_also_when_the_clock_is_set_back(bool reopens)
    {
        await NewRun();
        await Store.Pass(TimeSpan.FromHours(-1));
        if (reopens)
        {
            await Store.Checkpoint();
            await Store.Reopen();
        }

        await NewRun();
        await Store.Pass(TimeSpan.FromHours(2));
        await NewRun();

        var times = (await EventsAfter(0)).Select(record => record.Time).ToList();
        Assert.Equal(times.Order(), times);
        Assert.True(times[^1] > times[^2] + TimeSpan.FromMinutes(50));
    }

    [Fact]
    public async Task Events_are_unchanged_after_reopening_and_after_a_checkpoint()
    {
        await NewRun();
        var before = (await EventsAfter(0)).Select(Shown).ToArray();

        await Store.Reopen();
        Assert.Equal(before, (await EventsAfter(0)).Select(Shown));
        await Store.Checkpoint();
        Assert.Equal(before, (await EventsAfter(0)).Select(Shown));
        await Store.Reopen();
        Assert.Equal(before, (await EventsAfter(0)).Select(Shown));
        await NewRun();
        Assert.Equal(before.Length + 1, await Events.LastSequence());

        static string Shown(Tauro.Contracts.Events.EventRecord e) =>
            $"{e.Sequence} {e.Id} {e.Type} {e.Source} {e.Subject} {e.Time:O} {e.Data.GetRawText()} {e.Traceparent}";
    }

    [Fact]
    public async Task Reading_continues_where_it_stopped()
    {
        for (var i = 0; i < 10; i++) await NewExperiment($"e{i}");
        var last = await Events.LastSequence();

        var (found, after) = (new List<long>(), 0L);
        while (Ok(await Events.Read(after, 3)) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 3);
            found.AddRange(page.Select(e => e.Sequence));
            after = page[^1].Sequence;
        }

        Assert.Equal(Enumerable.Range(1, (int)last).Select(i => (long)i), found);
        Assert.Empty(await EventsAfter(last));
    }

    [Fact]
    public async Task A_page_of_old_events_begins_after_the_given_sequence_and_has_the_requested_length()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() => NewExperiment($"e{i}"))));
        await Store.Checkpoint();
        await Store.Reopen();
        await NewExperiment("after the checkpoint");
        var last = (int)await Events.LastSequence();

        foreach (var length in new[] { 1, 63, 64, 65, 200, 1_000 })
            for (var after = 0; after <= last; after += 7)
            {
                var page = Ok(await Events.Read(after, length));
                var expected = Enumerable.Range(after + 1, Math.Min(length, last - after)).Select(i => (long)i);
                Assert.Equal(expected, page.Select(e => e.Sequence));
            }
    }

    [Fact]
    public async Task A_reader_is_woken_by_the_next_event()
    {
        var before = await Events.LastSequence();
        var newer = Events.WaitForNewer(before).AsTask();
        Assert.False(newer.IsCompleted);

        await NewExperiment();
        await newer.WaitAsync(TimeSpan.FromSeconds(30));
        await Events.WaitForNewer(before).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.NotEmpty(await EventsAfter(before));
    }

    [Fact]
    public async Task Waiting_for_an_event_can_be_cancelled()
    {
        using var given = new CancellationTokenSource();
        var newer = Events.WaitForNewer(await Events.LastSequence(), given.Token).AsTask();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => newer.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task The_oldest_event_is_the_first_that_can_be_read()
    {
        await NewRun();
        Assert.Equal(1, await Events.Oldest());
        await Store.Checkpoint();
        await Store.Reopen();

        Assert.Equal(1, await Events.Oldest());
        Assert.Equal(1, (await EventsAfter(await Events.Oldest() - 1))[0].Sequence);
    }

    [Fact]
    public async Task An_event_has_the_traceparent_of_its_request()
    {
        using var activity = new System.Diagnostics.Activity("request").SetIdFormat(
            System.Diagnostics.ActivityIdFormat.W3C).Start();
        var before = await Events.LastSequence();
        await NewExperiment();
        Assert.Contains(activity.TraceId.ToString(), Assert.Single(await EventsAfter(before)).Traceparent);
    }
}
