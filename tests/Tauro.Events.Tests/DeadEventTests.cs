using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Stores.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>The dead list of a service, through its API.</summary>
public sealed class DeadEventTests : IAsyncLifetime
{
    private const string Path = "/api/v1/registry/events/dead";

    private readonly TestEventLog log = new("tracking");
    private readonly Inbox inbox = new();
    private readonly TemporaryFolder folder = new();
    private TestBus source = null!;
    private TestBus registry = null!;
    private bool broken = true;

    public async ValueTask InitializeAsync()
    {
        inbox.Before = (delivery, _, _) =>
            broken && delivery.Sequence % 2 == 1
                ? throw new InvalidDataException($"no {delivery.Sequence}")
                : Task.CompletedTask;
        source = await TestBus.Publisher(null, log);
        await Start();
        for (var i = 1; i <= 6; i++) log.Append(TestBus.Ended(i));
        await Eventually.True(async () => (await List()).Count == 3, "three events are dead");
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        await source.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Dead_events_are_listed_in_pages_oldest_first()
    {
        var (_, first) = await registry.Service.Get($"{Path}?max_results=2");
        var token = first.GetProperty("next_page_token").GetString();
        var (_, second) = await registry.Service.Get($"{Path}?max_results=2&page_token={Uri.EscapeDataString(token!)}");

        Assert.Equal([1, 3], GetSequences(first));
        Assert.Equal([5], GetSequences(second));
        Assert.False(second.TryGetProperty("next_page_token", out _));
        var element = first.GetProperty("items")[0];
        Assert.Equal("tauro.registry.source-runs", element.GetProperty("queue").GetString());
        Assert.Equal(
            (2, "no 1"), (element.GetProperty("attempts").GetInt32(), element.GetProperty("error").GetString()));
        var (_, alone) = await registry.Service.Get($"{Path}/{element.GetProperty("id").GetString()}");
        Assert.Equal(element.ToString(), alone.ToString());
    }

    [Fact]
    public async Task A_redelivered_event_is_handled_and_removed_even_after_a_restart()
    {
        await registry.DisposeAsync();
        await Start();
        broken = false;
        var id = (await List())[1].GetProperty("id").GetString();

        Assert.Equal(204, (await registry.Service.Post($"{Path}/{id}/redeliver", "")).Status);
        Assert.Contains(3, HandledAfterFailing);
        Assert.Equal([1, 5], (await List()).Select(GetSequence));
        var (status, problem) = await registry.Service.Post($"{Path}/{id}/redeliver", "");
        Assert.Equal(
            (404, ProblemCodes.DeadEventNotFound), (status, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_failed_redelivery_returns_the_reason_and_keeps_the_event()
    {
        var id = (await List())[0].GetProperty("id").GetString();
        var (status, problem) = await registry.Service.Post($"{Path}/{id}/redeliver", "");

        Assert.Equal((409, ProblemCodes.RedeliveryFailed), (status, problem.GetProperty("code").GetString()));
        Assert.Contains("no 1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var (_, kept) = await registry.Service.Get($"{Path}/{id}");
        Assert.Equal(3, kept.GetProperty("attempts").GetInt32());
        Assert.Equal(3, (await List()).Count);
    }

    [Fact]
    public async Task All_events_are_redelivered_in_order_and_those_that_fail_again_are_kept()
    {
        inbox.Before = (delivery, _, _) =>
            delivery.Sequence == 3 ? throw new InvalidDataException("still no") : Task.CompletedTask;
        var (status, result) = await registry.Service.Post($"{Path}/redeliver", "");

        Assert.Equal(200, status);
        Assert.Equal((2, 1), (result.GetProperty("redelivered").GetInt32(), result.GetProperty("failed").GetInt32()));
        Assert.Equal([1, 5], HandledAfterFailing);
        Assert.Equal("still no", Assert.Single(await List()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_deleted_event_is_removed_from_the_list()
    {
        var id = (await List())[0].GetProperty("id").GetString();

        Assert.Equal(204, (int)(await registry.Service.Http.DeleteAsync($"{Path}/{id}")).StatusCode);
        Assert.Equal(404, (int)(await registry.Service.Http.DeleteAsync($"{Path}/{id}")).StatusCode);
        Assert.Equal([3, 5], (await List()).Select(GetSequence));
    }

    [Fact]
    public async Task The_status_counts_dead_events_and_an_event_that_fails_again_counts_once()
    {
        Assert.Equal(3, (await registry.Health()).Data["dead"]);
        await registry.DisposeAsync();
        var before = inbox.Attempts.Count;
        await using (var store = await StartWithoutCursor())
        {
            await Eventually.True(() => inbox.Attempts.Count >= before + 9, "all events were delivered again");
            Assert.Equal(3, (await store.Health()).Data["dead"]);
        }

        await Start();
    }

    /// <summary>Events that failed at first: others may still arrive, or arrive again after a restart.</summary>
    private IEnumerable<long> HandledAfterFailing =>
        inbox.Handled.Select(delivery => delivery.Sequence).Where(sequence => sequence % 2 == 1);

    private static long GetSequence(JsonElement dead) =>
        dead.GetProperty("event").GetProperty("sequence").GetInt64();

    private static IEnumerable<long> GetSequences(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(GetSequence);

    private async Task<IReadOnlyList<JsonElement>> List() =>
        [.. (await registry.Service.Get(Path)).Body.GetProperty("items").EnumerateArray()];

    private async Task Start() => registry = await TestBus.Subscriber(
        $"{source.Service.Http.BaseAddress}", inbox, folder, _ => { }, "AttemptsMax=2");

    /// <summary>Starts the subscriber with the same store, but without a cursor.</summary>
    private async Task<TestBus> StartWithoutCursor()
    {
        var opened = await TestBus.Subscriber(null, inbox, folder, _ => { });
        var log = opened.Services.GetRequiredService<IEventLog>();
        var claim = await log.Claim(Subscriptions.RegistrySourceRuns.Queue, "test", TimeSpan.FromHours(1));
        Assert.True(await log.ResetCursor(claim));
        await opened.DisposeAsync();
        return await TestBus.Subscriber(
            $"{source.Service.Http.BaseAddress}", inbox, folder, _ => { }, "AttemptsMax=2");
    }
}
