using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts.Events;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>A service with its events and consumers, with short timeouts for tests.</summary>
public sealed class TestBus : IAsyncDisposable
{
    private readonly SmallService service;

    private TestBus(SmallService service) => this.service = service;

    public IServiceProvider Services => service.App.Services;

    internal SmallService Service => service;

    /// <summary>Starts Tracking, which serves and publishes its events and consumes nothing.</summary>
    /// <param name="rabbitmq">The connection string of RabbitMQ; null for none.</param>
    public static Task<TestBus> Publisher(
        string? rabbitmq, TestEventLog log, int port = 0, params string[] settings) =>
        Start(
            "tracking", new() { ["ConnectionStrings:rabbitmq"] = rabbitmq }, settings,
            builder => builder.Services.AddSingleton<IEventLog>(log), _ => { }, port);

    /// <summary>Starts Registry with a real store, which consumes the events of runs.</summary>
    /// <param name="connection">The connection string of RabbitMQ, or Tracking's URL; null for neither.</param>
    public static Task<TestBus> Subscriber(
        string? connection, Inbox inbox, TemporaryFolder folder, Action<IServiceCollection> add,
        params string[] settings)
    {
        var isBroker = connection?.StartsWith("amqp", StringComparison.Ordinal) == true;
        return Start(
            "registry",
            new()
            {
                [isBroker ? "ConnectionStrings:rabbitmq" : "services:tracking:http:0"] = connection,
                ["TAURO_MLOPS_PATH"] = folder.Path,
                ["LocalStore:FreeBytesMin"] = "0",
            },
            settings,
            builder =>
            {
                builder.Services.AddSingleton(inbox);
                add(builder.Services);
                builder.Services.AddTauroRegistryStore(builder.Configuration);
            },
            bus => bus.AddConsumer<SourceRunsConsumer>(),
            0);
    }

    /// <summary>Creates the event of an ended run.</summary>
    public static RunEnded Ended(int number) =>
        new(new($"run-{number}"), new("1"), RunStatus.Completed, 1_700_000_000_000 + number);

    public async Task<HealthReportEntry> Health() =>
        (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["bus"];

    /// <summary>Waits until the health check reports a failure.</summary>
    public async Task<HealthReportEntry> WaitForFailure()
    {
        HealthReportEntry health = default;
        await Eventually.True(
            async () => (health = await Health()).Data.ContainsKey("since"), "the failure is noticed");
        return health;
    }

    /// <summary>Gets the saved cursor of the consumer of source runs.</summary>
    public async Task<long> Cursor() => (await Services.GetRequiredService<IEventLog>()
        .GetCursor(Subscriptions.RegistrySourceRuns.Queue)).Sequence;

    public static Task WaitForEvents(Inbox inbox, int count) =>
        Eventually.True(
            () => Task.FromResult(inbox.Sequences.Count() >= count),
            () => $"{count} events have arrived, not only {inbox.Sequences.Count()}");

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static async Task<TestBus> Start(
        string name, Dictionary<string, string?> settings, string[] options, Action<WebApplicationBuilder> add,
        Action<IBusRegistrationConfigurator> consumers, int port)
    {
        Dictionary<string, string?> bus = new()
        {
            ["Tauro:Bus:BackoffMin"] = "00:00:00.050",
            ["Tauro:Bus:BackoffMax"] = "00:00:00.500",
            ["Tauro:Bus:PublishTimeout"] = "00:00:02",
            ["Tauro:Bus:CursorInterval"] = "00:00:00.100",
            ["Tauro:Bus:CheckInterval"] = "00:00:00.500",
            ["Tauro:Bus:RetryMin"] = "00:00:00.010",
            ["Tauro:Bus:RetryMax"] = "00:00:00.050",
        };
        foreach (var (key, value) in settings) bus[key] = value;
        foreach (var option in options) bus[$"Tauro:Bus:{option.Split('=')[0]}"] = option.Split('=')[1];
        return new TestBus(await SmallService.Start(
            app => app.MapTauroEvents(name),
            builder =>
            {
                add(builder);
                builder.AddTauroEvents(name, consumers);
            },
            bus,
            port));
    }
}
