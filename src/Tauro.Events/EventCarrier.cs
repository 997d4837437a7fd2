namespace Tauro.Events;

/// <summary>The transport of events between services.</summary>
public enum EventCarrier
{
    /// <summary>No broker is configured: each consumer follows the other service's event feed over HTTP.</summary>
    Follower,

    RabbitMq,
}
