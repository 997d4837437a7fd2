using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Tests.Problems;
using Tauro.Stores.Events;

namespace Tauro.Events.Tests;

public sealed class EventEndpointTests
{
    private readonly ListedEvents log = new();

    [Fact]
    public async Task The_history_is_read_in_pages()
    {
        log.Add(5);
        await using var service = await Start();

        var (status, page) = await service.Get("/api/v1/tracking/events?after=1&limit=2");

        Assert.Equal(200, status);
        var sequences = page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64());
        Assert.Equal([2L, 3L], sequences);
        Assert.Equal(5, page.GetProperty("last_sequence").GetInt64());
    }

    [Theory]
    [InlineData("?after=-1", ProblemCodes.InvalidRequest, "after is -1")]
    [InlineData("?limit=0", ProblemCodes.LimitExceeded, "limit is 0")]
    [InlineData("?limit=10001", ProblemCodes.LimitExceeded, "10000")]
    [InlineData("?after=x", ProblemCodes.InvalidRequest, "'after'")]
    [InlineData("/stream?after=-1", ProblemCodes.InvalidRequest, "after is -1")]
    public async Task A_bad_position_is_refused(string query, string code, string named)
    {
        await using var service = await Start();

        var (status, problem) = await service.Get("/api/v1/tracking/events" + query);

        BadRequestTests.AssertProblem(problem, status, 400, code, named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/stream")]
    public async Task A_position_that_is_no_longer_kept_is_gone(string path)
    {
        log.Add(9);
        log.Expired = 4;
        await using var service = await Start();

        var (status, problem) = await service.Get($"/api/v1/tracking/events{path}?after=2");

        BadRequestTests.AssertProblem(problem, status, 410, ProblemCodes.EventsExpired, "5");
    }

    [Fact]
    public async Task The_stream_tells_every_event_once_and_in_order_old_and_new()
    {
        log.Add(600);
        await using var service = await Start();
        await using var body = await service.Http.GetStreamAsync("/api/v1/tracking/events/stream?after=10");
        await using var events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();

        for (var expected = 11; expected <= 900; expected++)
        {
            if (expected == 601) log.Add(300);
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal("tauro.run.started", events.Current.EventType);
            Assert.Equal($"{expected}", events.Current.EventId);
            Assert.Contains($"\"id\":\"tracking/{expected}\"", events.Current.Data);
        }
    }

    [Fact]
    public async Task A_reconnecting_client_goes_on_after_the_last_event_it_got()
    {
        log.Add(5);
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
    public async Task A_silent_stream_shows_that_it_is_alive()
    {
        var clock = new FakeTimeProvider();
        await using var service = await Start(clock);
        using var reader = new StreamReader(await service.Http.GetStreamAsync("/api/v1/tracking/events/stream"));
        Assert.Equal(": events follow", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());

        var line = reader.ReadLineAsync();
        await Deadline.Until(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(15));
                return Task.FromResult(line.IsCompleted);
            },
            "a heartbeat comes");

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

    private Task<SmallService> Start(TimeProvider? clock = null) => SmallService.Start(
        app => app.MapTauroEvents("tracking"),
        builder =>
        {
            builder.Services.AddSingleton<IEventLog>(log);
            if (clock is not null) builder.Services.Replace(ServiceDescriptor.Singleton(clock));
        });
}
