using MassTransit;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tauro.Events;

/// <summary>
/// Asks the broker, over a connection of its own, whether the queues of this service have consumers. The state that
/// the bus reports is not enough: after an outage, a consumer or a publisher can wait on a channel that no longer
/// exists.
/// </summary>
internal sealed class BrokerProbe(
    IBusControl bus, EventConsumers consumers, EventPublisher publisher, IConfiguration configuration)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly ConnectionFactory factory = new()
    {
        Uri = RabbitMqSetup.GetAddress(configuration),
        ClientProvidedName = "tauro probe",
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = Timeout,
        ContinuationTimeout = Timeout,
    };

    /// <summary>
    /// Returns why this service exchanges no events although the broker accepts connections; null if it does, or if the
    /// broker is unavailable.
    /// </summary>
    public async Task<string?> FindProblem(CancellationToken cancel)
    {
        try
        {
            await using var connection = await factory.CreateConnectionAsync(cancel);
            foreach (var (_, subscription) in consumers.All)
                if (await FindProblem(connection, subscription.Queue, cancel) is { } problem) return problem;
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            return null;
        }

        return bus.CheckHealth() is { Status: not BusHealthStatus.Healthy } health
            ? health.Exception?.GetBaseException().Message ?? health.Description
            : publisher.Failure is { } failure ? $"no event can be published: {failure}"
            : null;
    }

    private static async Task<string?> FindProblem(IConnection connection, string queue, CancellationToken cancel)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        try
        {
            var found = await channel.QueueDeclarePassiveAsync(queue, cancel);
            return found.ConsumerCount > 0
                ? null
                : $"the queue {queue} has no consumer, and {found.MessageCount} event(s) wait in it";
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return $"the queue {queue} does not exist";
        }
    }
}
