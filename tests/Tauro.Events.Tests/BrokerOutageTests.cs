using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>Outages of RabbitMQ at random moments, also while a service is starting or stopping.</summary>
public sealed class BrokerOutageTests(RabbitFixture rabbit) : IClassFixture<RabbitFixture>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestEventLog log = new("tracking");
    private readonly Inbox inbox = new();

    [Theory]
    [InlineData(1), InlineData(2)]
    public async Task Events_arrive_after_outages_while_services_start_and_stop(int seed)
    {
        var random = new Random(seed);
        await using var port = new FlakyPort(rabbit.Server.Port);
        var connection = $"amqp://guest:guest@127.0.0.1:{port.Port}";
        await using var publisher = await TestBus.Publisher(connection, log);
        for (var round = 0; round < 6; round++)
        {
            await using var subscriber = await TestBus.Subscriber(connection, inbox, folder, _ => { });
            for (var outages = random.Next(1, 5); outages > 0; outages--) await Fail(port, random);
            var count = (int)await log.LastSequence();
            try
            {
                await TestBus.WaitForEvents(inbox, count);
            }
            catch (TimeoutException e)
            {
                var (publishing, consuming) = (await publisher.Health(), await subscriber.Health());
                throw new TimeoutException(
                    $"Round {round}: {e.Message}\nPublisher: {publishing.Description}; its cursor is "
                    + $"{log.GetCursorPosition(OutboxRelay.FollowerName)}.\nSubscriber: {consuming.Description}", e);
            }
        }
    }

    [Fact]
    public async Task A_missing_consumer_is_reported_and_the_bus_restarts()
    {
        var connection = rabbit.Server.ConnectionString;
        await using var publisher = await TestBus.Publisher(connection, log);
        await using var subscriber = await TestBus.Subscriber(
            connection, inbox, folder, _ => { }, "RestartAfter=00:00:03");
        log.Append(TestBus.Ended(1));
        await TestBus.WaitForEvents(inbox, 1);

        await subscriber.Services.GetRequiredService<IBusControl>().StopAsync();
        HealthReportEntry health = default;
        await Eventually.True(
            async () => (health = await subscriber.Health()).Description!.Contains("has no consumer"), "it is noticed");
        log.Append(TestBus.Ended(2));
        await TestBus.WaitForEvents(inbox, 2);

        Assert.Equal(HealthStatus.Degraded, health.Status);
        await Eventually.True(
            async () => (await subscriber.Health()).Status == HealthStatus.Healthy, "the subscriber is healthy again");
    }

    public void Dispose() => folder.Dispose();

    private async Task Fail(FlakyPort port, Random random)
    {
        for (var events = random.Next(1, 20); events > 0; events--)
            log.Append(TestBus.Ended((int)await log.LastSequence() + 1));
        await Pause(400);
        port.Cut();
        await Pause(1_200);
        port.Mend();
        await Pause(2_500);

        Task Pause(int millisecondsMax) => Task.Delay(random.Next(0, millisecondsMax));
    }
}
