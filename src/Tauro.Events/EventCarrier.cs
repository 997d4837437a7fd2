namespace Tauro.Events;

/// <summary>How events get from service to service.</summary>
public enum EventCarrier
{
    /// <summary>No broker is configured: each consumer follows the other service's event feed over HTTP.</summary>
    Follower,

    RabbitMq,
}
