using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

public sealed partial class EventEndpointTests
{
    private readonly TestEventLog log = new("tracking");

    [Fact]
    public async Task The_history_is_read_in_pages()
    {
        Add(5);
        await using var service = await Start();

        var (status, page) = await service.Get("/api/v1/tracking/events?after=1&limit=2");

        Assert.Equal(200, status);
        Assert.Equal([2L, 3L], GetSequences(page));
        Assert.Equal(5, page.GetProperty("last_sequence").GetInt64());
    }

    [Fact]
    public async Task The_history_is_read_backwards_in_pages()
    {
        Add(25_000);
        log.Expire(4);
        await using var service = await Start();

        var (_, newest) = await service.Get("/api/v1/tracking/events?order=DESC&limit=2");
        Assert.Equal([25_000L, 24_999L], GetSequences(newest));
        Assert.Equal(24_999, newest.GetProperty("next_after").GetInt64());
        Assert.Equal([24_998L], await Sequences(service, "?order=desc&limit=1&after=24999"));
        Assert.Equal([6L, 5L], await Sequences(service, "?order=DESC&after=7"));
        Assert.Empty(await Sequences(service, "?order=DESC&after=5"));
        var subject = (await log.Read(9, 1)).Value[0].Subject;
        Assert.Contains(10L, await Sequences(service, $"?order=DESC&subject={subject}&limit=10000"));
        var time = (await log.Read(24_989, 1)).Value[0].Time.ToUnixTimeMilliseconds();
        var (_, since) = await service.Get($"/api/v1/tracking/events?order=DESC&since={time}");
        Assert.Equal(24_990, GetSequences(since).Last());
        Assert.Equal(5, since.GetProperty("next_after").GetInt64());
    }

    [Theory]
    [InlineData("?order=SIDEWAYS", ProblemCodes.InvalidRequest, "order")]
    [InlineData("?after=-1", ProblemCodes.InvalidRequest, "after is -1")]
    [InlineData("?limit=0", ProblemCodes.LimitExceeded, "limit is 0")]
    [InlineData("?limit=10001", ProblemCodes.LimitExceeded, "10000")]
    [InlineData("?after=x", ProblemCodes.InvalidRequest, "'after'")]
    [InlineData("?type=tauro.run.teleported", ProblemCodes.InvalidRequest, "tauro.run.teleported")]
    [InlineData("/stream?type=tauro.run.ended&type=run", ProblemCodes.InvalidRequest, "'run'")]
    [InlineData("?subject=", ProblemCodes.InvalidRequest, "subject is empty")]
    [InlineData("?since=yesterday", ProblemCodes.InvalidRequest, "since is 'yesterday'")]
    [InlineData("/stream?until=2026-03-01T12:00:00", ProblemCodes.InvalidRequest, "until is '2026-03-01T12:00:00'")]
    [InlineData("/stream?after=-1", ProblemCodes.InvalidRequest, "after is -1")]
    public async Task An_invalid_query_is_rejected(string query, string code, string named)
    {
        await using var service = await Start();

        var (status, problem) = await service.Get("/api/v1/tracking/events" + query);

        AssertProblem(problem, status, 400, code, named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/stream")]
    public async Task An_expired_position_is_410(string path)
    {
        Add(9);
        log.Expire(4);
        await using var service = await Start();

        var (status, problem) = await service.Get($"/api/v1/tracking/events{path}?after=2");
        AssertProblem(problem, status, 410, ProblemCodes.EventsExpired, "5");
    }

    [Fact]
    public async Task Events_are_selected_by_subject_with_what_is_below_it()
    {
        foreach (var name in new[] { "fraud", "fraud-2", "other" }) log.Append(new ModelVersionUpdated(name, 1));
        log.Append(new ModelUpdated("fraud"));
        await using var service = await Start();

        Assert.Equal([1L, 4L], await Sequences(service, "?subject=models/fraud"));
        Assert.Equal([1L], await Sequences(service, "?subject=models/fraud/versions/1"));
        Assert.Equal([4L], await Sequences(service, "?subject=models/fraud&type=tauro.model.updated"));
        Assert.Empty(await Sequences(service, "?subject=models/fra"));
    }

    [Fact]
    public async Task The_stream_sends_every_old_and_new_event_once_and_in_order()
    {
        Add(600);
        await using var service = await Start();
        await using var body = await service.Http.GetStreamAsync("/api/v1/tracking/events/stream?after=10");
        await using var events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();

        for (var expected = 11; expected <= 900; expected++)
        {
            if (expected == 601) Add(300);
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal("tauro.run.ended", events.Current.EventType);
            Assert.Equal($"{expected}", events.Current.EventId);
            Assert.Contains($"\"id\":\"tracking/{expected}\"", events.Current.Data);
        }
    }

    [Fact]
    public async Task A_page_contains_the_bounds_of_the_history()
    {
        Add(9);
        log.Expire(4);
        await using var service = await Start();

        var (_, page) = await service.Get("/api/v1/tracking/events?after=6&limit=2");
        var (_, past) = await service.Get("/api/v1/tracking/events?after=100");

        Assert.Equal((5, 9, 8), GetBounds(page));
        Assert.Equal((5, 9, 100), GetBounds(past));
    }

    [Fact]
    public async Task A_page_of_selected_types_skips_the_others()
    {
        Add(3);
        log.Append(new RunDeleted(new("run-1"), new("1")));
        Add(3);
        log.Append(new RunRestored(new("run-1"), new("1"), RunStatus.Running));
        Add(3);
        await using var service = await Start();
        const string Types = "type=tauro.run.deleted&type=tauro.run.restored";

        var (_, first) = await service.Get($"/api/v1/tracking/events?{Types}&limit=1");
        var (_, rest) = await service.Get($"/api/v1/tracking/events?{Types}&after=4");

        Assert.Equal([4L], GetSequences(first));
        Assert.Equal((1, 11, 4), GetBounds(first));
        Assert.Equal([8L], GetSequences(rest));
        Assert.Equal((1, 11, 11), GetBounds(rest));
    }

    [Fact]
    public async Task A_stream_of_selected_types_sends_its_position()
    {
        var clock = new FakeTimeProvider();
        await using var service = await Start(clock);
        await using var body = await service.Http.GetStreamAsync(
            "/api/v1/tracking/events/stream?type=tauro.run.deleted");
        await using var events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
        Add(2);
        log.Append(new RunDeleted(new("run-1"), new("1")));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(("tauro.run.deleted", "3"), (events.Current.EventType, events.Current.EventId));

        Add(2);
        var next = events.MoveNextAsync().AsTask();
        await Eventually.True(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(15));
                return next.IsCompleted;
            },
            "the position is sent");
        Assert.Equal(("position", "5"), (events.Current.EventType, events.Current.EventId));
        Assert.Contains("\"sequence\":5,\"time\":", events.Current.Data);
    }

    [Fact]
    public async Task A_reconnecting_client_continues_after_the_last_event_it_received()
    {
        Add(5);
        await using var service = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tracking/events/stream?after=0");
        request.Headers.Add("Last-Event-ID", "4");
        using var response = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            Assert.Equal("5", item.EventId);
            break;
        }
    }

    [Fact]
    public async Task A_stream_without_events_sends_heartbeats()
    {
        var clock = new FakeTimeProvider();
        await using var service = await Start(clock);
        using var reader = new StreamReader(await service.Http.GetStreamAsync("/api/v1/tracking/events/stream"));
        Assert.Equal(": events follow", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());

        var line = reader.ReadLineAsync();
        await Eventually.True(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(15));
                return Task.FromResult(line.IsCompleted);
            },
            "a heartbeat is sent");

        Assert.Equal(": still here", await line);
    }

    [Fact]
    public async Task A_drain_ends_the_stream()
    {
        await using var service = await Start();
        await using var body = await service.Http.GetStreamAsync("/api/v1/tracking/events/stream");
        var rest = new StreamReader(body).ReadToEndAsync();

        await service.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.StartsWith(": events follow", await rest);
    }

    private void Add(int count)
    {
        for (var i = 0; i < count; i++) log.Append(TestBus.Ended(i));
    }

    private static async Task<IEnumerable<long>> Sequences(SmallService service, string query)
    {
        var (status, page) = await service.Get("/api/v1/tracking/events" + query);
        Assert.Equal(200, status);
        return GetSequences(page);
    }

    private static IEnumerable<long> GetSequences(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(element => element.GetProperty("sequence").GetInt64());

    private static (long First, long Last, long Next) GetBounds(JsonElement page) => (
        page.GetProperty("first_sequence").GetInt64(),
        page.GetProperty("last_sequence").GetInt64(),
        page.GetProperty("next_after").GetInt64());

    private static void AssertProblem(JsonElement problem, int status, int expected, string code, string named)
    {
        Assert.Equal(expected, status);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private Task<SmallService> Start(TimeProvider? clock = null) => SmallService.Start(
        app => app.MapTauroEvents("tracking"),
        builder =>
        {
            builder.Services.AddSingleton<IEventLog>(log);
            if (clock is not null) builder.Services.Replace(ServiceDescriptor.Singleton(clock));
        });
}
