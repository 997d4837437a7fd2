namespace Tauro.Events;

/// <summary>What takes events from service to service.</summary>
public enum BusCarrier
{
    /// <summary>No carrier is configured: events reach consumers of this process only.</summary>
    InMemory,

    /// <summary>Lists in Redis or Garnet.</summary>
    Bridge,

    RabbitMq,
}
