using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tauro.Contracts.Events;
using Tauro.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

public sealed class RabbitCarrierTests(RabbitFixture rabbit) : CarrierContract, IClassFixture<RabbitFixture>
{
    private static string Queue => Subscriptions.RegistrySourceRuns.Queue;

    protected override string Connection => rabbit.Server.ConnectionString;

    public override async ValueTask InitializeAsync()
    {
        // Not only emptied: the first to publish has to make queues, exchanges and bindings again.
        var queues = Subscriptions.All.SelectMany(one => new[] { one.Queue, one.Queue + "_error" }).ToList();
        var exchanges = queues.Concat(EventCatalog.Types.Values.Select(ExchangeOf))
            .Append(ExchangeOf(typeof(LifecycleEvent)));
        await WithChannel(async channel =>
        {
            foreach (var name in queues) await channel.QueueDeleteAsync(name, ifUnused: false, ifEmpty: false);
            foreach (var name in exchanges) await channel.ExchangeDeleteAsync(name, ifUnused: false);
        });
    }

    [Fact]
    public async Task The_body_of_a_message_is_the_data_of_the_event()
    {
        await using var publisher = await TestBus.Publisher(Connection, Log);
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
    public async Task A_queue_of_ones_own_gets_every_event()
    {
        const string Own = "own";
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 1);
        await Eventually.True(() => Log.CursorOf("relay") == 1, "the first event has made the exchanges");
        await WithChannel(async channel =>
        {
            await channel.QueueDeclareAsync(Own, durable: true, exclusive: false, autoDelete: false);
            await channel.QueueBindAsync(Own, ExchangeOf(typeof(LifecycleEvent)), "");
        });
        Log.Append(new RunDeleted("run-1", "1"));
        BasicGetResult? message = null;
        await Eventually.True(async () => (message = await Get(Own)) is not null, "the message waits");

        var type = Assert.IsType<byte[]>(message!.BasicProperties.Headers!["ce-type"]);
        Assert.Equal("tauro.run.deleted", Encoding.UTF8.GetString(type));
    }

    protected override Task StopServer() => rabbit.Server.Stop();

    protected override Task StartServer() => rabbit.Server.IsRunning ? Task.CompletedTask : rabbit.Server.Start();

    protected override async Task<long> CountDead()
    {
        var count = 0L;
        await IfThere(async channel => count = await channel.MessageCountAsync(Queue + "_error"));
        return count;
    }

    private static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";

    private async Task<BasicGetResult?> Get(string queue)
    {
        BasicGetResult? message = null;
        await IfThere(async channel => message = await channel.BasicGetAsync(queue, autoAck: true));
        return message;
    }

    private async Task IfThere(Func<IChannel, Task> use)
    {
        try
        {
            await WithChannel(use);
        }
        catch (OperationInterruptedException noQueue) when (noQueue.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            // It is made with the first message for it.
        }
    }

    private async Task WithChannel(Func<IChannel, Task> use)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Connection) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await use(channel);
    }
}
