using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tauro.Contracts.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

public sealed class RabbitCarrierTests(RabbitFixture rabbit) : CarrierContract, IClassFixture<RabbitFixture>
{
    private TestBus? publisher;

    private static string Queue => Subscriptions.RegistrySourceRuns.Queue;

    protected override string Connection => rabbit.Server.ConnectionString;

    public override async ValueTask InitializeAsync()
    {
        // Deleted, not only emptied: the publisher has to create queues, exchanges and bindings again.
        var queues = Subscriptions.All
            .SelectMany(subscription => new[] { subscription.Queue, subscription.Queue + "_error" }).ToList();
        var exchanges = queues.Concat(EventCatalog.Types.Values.Select(GetExchange))
            .Append(GetExchange(typeof(LifecycleEvent)));
        await WithChannel(async channel =>
        {
            foreach (var name in queues) await channel.QueueDeleteAsync(name, ifUnused: false, ifEmpty: false);
            foreach (var name in exchanges) await channel.ExchangeDeleteAsync(name, ifUnused: false);
        });
    }

    [Fact]
    public async Task The_body_of_a_message_is_the_data_of_the_event()
    {
        await using var publishing = await StartPublisher();
        Write(1, 1);
        BasicGetResult? message = null;
        await Eventually.True(async () => (message = await Get(Queue)) is not null, "the message waits");

        var history = (await Log.Read(0, 1)).Value[0].Data.GetRawText();
        Assert.Equal(history, Encoding.UTF8.GetString(message!.Body.Span));
        Assert.Contains("\"status\":\"COMPLETED\"", history, StringComparison.Ordinal);
        Assert.Equal("application/json", message.BasicProperties.ContentType);
        Assert.Equal(DeliveryModes.Persistent, message.BasicProperties.DeliveryMode);
    }

    [Fact]
    public async Task Events_wait_for_a_subscriber_that_has_never_started()
    {
        await using (await StartPublisher())
        {
            Write(1, 20);
            await Eventually.True(() => Log.GetCursorPosition("relay") == 20, "all events are published");
        }

        await using var subscriber = await StartSubscriber();
        await TestBus.WaitForEvents(Inbox, 20);

        AssertAll(20);
    }

    [Fact]
    public async Task While_the_broker_is_unavailable_the_status_reports_how_many_events_wait()
    {
        await using var publishing = await StartPublisher();
        Write(1, 1);
        await Eventually.True(() => Log.GetCursorPosition("relay") == 1, "the first is published");
        await StopServer();
        Write(2, 101);
        var failure = await publisher!.WaitForFailure();

        Assert.Contains("100 event(s) waiting", failure.Description, StringComparison.Ordinal);
        Assert.Equal(100L, failure.Data["lag"]);
        Assert.Equal("RabbitMq", failure.Data["carrier"]);
    }

    [Fact]
    public async Task An_idle_service_notices_that_the_broker_is_unavailable()
    {
        await using var idle = await StartSubscriber();
        await Eventually.True(async () => (await idle.Health()).Status == HealthStatus.Healthy, "the broker is up");
        await StopServer();

        await Eventually.True(
            async () => (await idle.Health()).Description!.Contains("RabbitMQ is unavailable"), "it is noticed");
    }

    [Fact]
    public async Task Switching_from_following_to_the_broker_loses_nothing()
    {
        await using (var source = await TestBus.Publisher(null, Log))
        await using (await TestBus.Subscriber($"{source.Service.Http.BaseAddress}", Inbox, Folder, _ => { }))
        {
            Write(1, 10);
            await TestBus.WaitForEvents(Inbox, 10);
        }

        Write(11, 20);
        await using var publishing = await StartPublisher();
        await using var subscriber = await StartSubscriber();
        await TestBus.WaitForEvents(Inbox, 20);

        AssertAll(20);
    }

    [Fact]
    public async Task A_custom_queue_receives_every_event()
    {
        const string Own = "own";
        await using var publishing = await StartPublisher();
        Write(1, 1);
        await Eventually.True(() => Log.GetCursorPosition("relay") == 1, "the first event has created the exchanges");
        await WithChannel(async channel =>
        {
            await channel.QueueDeclareAsync(Own, durable: true, exclusive: false, autoDelete: false);
            await channel.QueueBindAsync(Own, GetExchange(typeof(LifecycleEvent)), "");
        });
        Log.Append(new RunDeleted(new("run-1"), new("1")));
        BasicGetResult? message = null;
        await Eventually.True(async () => (message = await Get(Own)) is not null, "the message waits");

        var type = Assert.IsType<byte[]>(message!.BasicProperties.Headers!["ce-type"]);
        Assert.Equal("tauro.run.deleted", Encoding.UTF8.GetString(type));
    }

    protected override Task StopServer() => rabbit.Server.Stop();

    protected override Task StartServer() => rabbit.Server.IsRunning ? Task.CompletedTask : rabbit.Server.Start();

    protected override async Task<IAsyncDisposable> StartPublisher(params string[] settings) =>
        publisher = await TestBus.Publisher(Connection, Log, 0, settings);

    protected override Task<HealthReportEntry> WaitForFailure(TestBus subscriber) => publisher!.WaitForFailure();

    private static string GetExchange(Type message) => $"{message.Namespace}:{message.Name}";

    private async Task<BasicGetResult?> Get(string queue)
    {
        BasicGetResult? message = null;
        await IfQueueExists(async channel => message = await channel.BasicGetAsync(queue, autoAck: true));
        return message;
    }

    private async Task IfQueueExists(Func<IChannel, Task> use)
    {
        try
        {
            await WithChannel(use);
        }
        catch (OperationInterruptedException noQueue) when (noQueue.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            // The queue is created with its first message.
        }
    }

    private async Task WithChannel(Func<IChannel, Task> use)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Connection) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await use(channel);
    }
}
