using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Events;
using Tauro.ServiceDefaults.Tests.Health;
using Tauro.Stores.Events;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Resilience;

/// <summary>A client of a real service that fails, and recovers.</summary>
public sealed class DependencyClientTests : IAsyncDisposable
{
    private SmallService dependency = null!;
    private int received;
    private int failures;

    public ValueTask DisposeAsync() => dependency.DisposeAsync();

    [Fact]
    public async Task A_request_that_changes_nothing_is_retried()
    {
        await using var service = await Start(new() { ["Resilience:RetriesMax"] = "3" });
        failures = 3;

        using var response = await Client(service).GetAsync("/thing");

        Assert.Equal((HttpStatusCode.OK, 4), (response.StatusCode, received));
    }

    [Fact]
    public async Task The_number_of_retries_is_limited_and_0_turns_them_off()
    {
        await using var service = await Start(new() { ["TAURO_MLOPS_MAX_RETRIES"] = "0" });
        failures = 1;

        using var response = await Client(service).GetAsync("/thing");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (response.StatusCode, received));
    }

    [Fact]
    public async Task A_change_is_not_retried()
    {
        await using var service = await Start();
        failures = 1;

        using var response = await Client(service).PostAsync("/thing", null);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (response.StatusCode, received));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_fails()
    {
        await using var service = await Start(new()
        {
            ["Resilience:AttemptTimeout"] = "00:00:00.500", ["Resilience:RetriesMax"] = "0",
        });

        var late = await Assert.ThrowsAsync<HttpRequestException>(() => Client(service).GetAsync("/hangs"));

        Assert.Equal("sample did not respond within 00:00:00.5000000.", late.Message);
    }

    [Fact]
    public async Task After_many_failures_requests_are_refused_until_the_dependency_works_again()
    {
        await using var service = await Start(new()
        {
            ["Resilience:RetriesMax"] = "0", ["Resilience:CircuitFailures"] = "3",
            ["Resilience:CircuitBreak"] = "00:00:02",
        });
        var client = Client(service);
        failures = int.MaxValue;
        for (var i = 0; i < 3; i++) using (await client.GetAsync("/thing")) { }

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/thing"));
        Assert.Contains("Requests to sample are refused", refused.Message);
        Assert.Equal(3, received);
        var circuits = await Circuits(service);
        Assert.Equal("DEGRADED", circuits.GetProperty("status").GetString());
        Assert.Contains("It responded with 503.", circuits.GetProperty("reason").GetString());
        Assert.Equal("Open", circuits.GetProperty("details").GetProperty("sample").GetString());
        await Eventually.True(
            async () => (await service.Http.GetStringAsync("/metrics")).Contains("dependency=\"sample\"} 1"),
            "the state is a metric");
        Assert.Equal(200, (await service.Get("/health/ready")).Status);

        await Eventually.True(
            async () => (await Circuits(service)).GetProperty("details").GetProperty("sample").ValueEquals("HalfOpen"),
            "the next request is sent");
        Assert.Equal("DEGRADED", (await Circuits(service)).GetProperty("status").GetString());
        Assert.Equal(3, received);

        failures = 0;
        await Eventually.True(
            async () =>
            {
                try
                {
                    using var response = await client.GetAsync("/thing");
                    return response.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "requests are sent again");
        Assert.Equal("HEALTHY", (await Circuits(service)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_incident_has_one_event_at_each_end_however_many_attempts_fail()
    {
        var writer = new RecordedEvents();
        await using var service = await Start(
            new()
            {
                ["Resilience:RetriesMax"] = "0", ["Resilience:CircuitFailures"] = "3",
                ["Resilience:CircuitBreak"] = "00:00:00.500",
            },
            writer);
        failures = 5;

        await Eventually.True(
            async () =>
            {
                try
                {
                    using var response = await Client(service).GetAsync("/thing");
                    return response.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "a request succeeds");

        await Eventually.True(() => writer.Stored.OfType<CircuitClosed>().Any(), "the end is an event");
        Assert.Equal(
            [typeof(CircuitOpened), typeof(CircuitClosed)],
            writer.Stored.Where(stored => stored.Subject == "circuits/sample").Select(stored => stored.GetType()));
    }

    [Fact]
    public async Task A_circuit_breaker_can_be_turned_off()
    {
        await using var service = await Start(new()
        {
            ["Resilience:RetriesMax"] = "0", ["Resilience:CircuitFailures"] = "2",
            ["Resilience:CircuitBreaker"] = "false",
        });
        failures = int.MaxValue;

        for (var i = 0; i < 5; i++) using (await Client(service).GetAsync("/thing")) { }

        Assert.Equal(5, received);
    }

    private static HttpClient Client(SmallService service) =>
        service.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient("sample");

    private static async Task<JsonElement> Circuits(SmallService service) =>
        (await service.Get("/status")).Body.GetProperty("runs").EnumerateArray()
            .Single(check => check.GetProperty("name").GetString() == "circuits");

    private async Task<SmallService> Start(
        Dictionary<string, string?>? settings = null, RecordedEvents? writer = null)
    {
        dependency = await SmallService.Start(app =>
        {
            app.MapMethods("/thing", ["GET", "POST"], () => Interlocked.Increment(ref received) <= failures
                ? TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable)
                : TypedResults.StatusCode(StatusCodes.Status200OK));
            app.MapGet("/hangs", (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        });
        settings ??= [];
        settings["Resilience:RetryDelay"] = "00:00:00.010";
        return await SmallService.Start(
            add: builder =>
            {
                if (writer is not null) builder.Services.AddSingleton<IEventWriter>(writer);
                builder.Services.AddHttpClient("sample")
                    .ConfigureHttpClient(http => http.BaseAddress = dependency.Http.BaseAddress)
                    .AddTauroDependency("sample");
            },
            settings: settings);
    }
}
