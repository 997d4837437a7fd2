using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Tauro.Contracts.Events;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>One service with its relay and its consumers, impatient enough for a test.</summary>
public sealed class TestBus : IAsyncDisposable
{
    private readonly IHost host;

    private TestBus(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    /// <summary>Tracking: it publishes and consumes nothing.</summary>
    public static Task<TestBus> Publisher(string? connection, TestEventLog log, params string[] settings) =>
        Start("tracking", connection, log, _ => { }, settings);

    /// <summary>Registry: it consumes what runs do and publishes nothing.</summary>
    public static Task<TestBus> Subscriber(string? connection, Inbox inbox, params string[] settings) =>
        Start("registry", connection, new TestEventLog("registry"), services => services.AddSingleton(inbox), settings);

    public static async Task<TestBus> Start(
        string service, string? connection, TestEventLog log, Action<IServiceCollection> configure, string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [connection?.StartsWith("amqp", StringComparison.Ordinal) == true
                ? "ConnectionStrings:rabbitmq" : "ConnectionStrings:redis"] = connection,
            ["Tauro:Bus:BackoffMin"] = "00:00:00.050",
            ["Tauro:Bus:BackoffMax"] = "00:00:00.500",
            ["Tauro:Bus:PublishTimeout"] = "00:00:02",
            ["Tauro:Bus:IdleCheckInterval"] = "00:00:00.500",
            ["Tauro:Bus:CursorInterval"] = "00:00:00.100",
            ["Tauro:Bus:LeaseTime"] = "00:00:01",
            ["Tauro:Bus:PollInterval"] = "00:00:00.200",
            ["Tauro:Bus:RetryMin"] = "00:00:00.010",
            ["Tauro:Bus:RetryMax"] = "00:00:00.050",
        });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(one => one.Split('=')).ToDictionary(one => $"Tauro:Bus:{one[0]}", string? (one) => one[1]));
        builder.Services.AddSingleton<IEventLog>(log);
        configure(builder.Services);
        builder.AddTauroBus(service, bus =>
        {
            if (builder.Services.Any(one => one.ServiceType == typeof(Inbox))) bus.AddConsumer<SourceRunsConsumer>();
        });
        var started = new TestBus(builder.Build());
        await started.host.StartAsync();
        return started;
    }

    /// <summary>A run ended.</summary>
    public static RunEnded Ended(int number) =>
        new($"run-{number}", "1", RunStatus.Completed, 1_700_000_000_000 + number);

    public async Task<HealthReportEntry> Health() =>
        (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["bus"];

    /// <summary>Waits until the relay says that its carrier is away.</summary>
    public async Task<HealthReportEntry> Away()
    {
        HealthReportEntry health = default;
        await Eventually.True(
            async () => (health = await Health()).Data.ContainsKey("since"), "the relay has noticed");
        return health;
    }

    public static Task Received(Inbox inbox, int count) =>
        Eventually.True(() => inbox.Sequences.Count() >= count, $"{count} events have arrived");

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
